// SPDX-License-Identifier: Apache-2.0
import { type Finding, slug } from "../model/index.ts";
import type { EventPlan, TeamPlan } from "../planning/index.ts";
import { findingOf } from "./errors.ts";
import { type Raw, text } from "./kinds.ts";
import { type ConnectOptions, type OpenStack, connect } from "./openstack-client.ts";
import { marksOf } from "./ownership.ts";
import { suggestion } from "./places.ts";
import { type CloudFacts, readFacts } from "./preflight-cloud.ts";
import { checkCluster } from "./preflight-cluster.ts";
import { checkHosts } from "./preflight-hosts.ts";
import { checkNetworks } from "./preflight-network.ts";
import { checkEventFlavors, checkVms } from "./preflight-vms.ts";
import { type Service, services } from "./services.ts";

export interface PreflightOptions extends ConnectOptions {
  /** Only these teams, by id. @default all */
  readonly teams?: readonly string[] | undefined;
}

/**
 * Everything that `up` needs of both clouds, read-only, all faults at once. A cloud that cannot be reached is one finding;
 * what it would have been asked is then not reported as missing.
 */
export async function preflight(plan: EventPlan, options: PreflightOptions = {}): Promise<Finding[]> {
  const teams = plan.teams.filter(({ team }) => options.teams === undefined || options.teams.includes(team.id));
  const inCluster = teams.filter(({ team }) => team.namespace !== undefined);
  const contexts = [...new Set(inCluster.map(({ team }) => team.context).filter((context) => context !== undefined))];
  const [cloud, ...clusters] = await Promise.all([
    checkCloud(plan, teams, options),
    ...contexts.map((context) =>
      checkCluster(
        context,
        plan,
        inCluster.filter(({ team }) => team.context === context),
        options,
      ),
    ),
  ]);
  return [...cloud, ...clusters.flat()];
}

async function checkCloud(plan: EventPlan, teams: readonly TeamPlan[], options: PreflightOptions): Promise<Finding[]> {
  const name = plan.event.clouds.openstack;
  if (name === undefined) {
    return teams
      .filter(({ team }) => team.vms.length > 0)
      .map(({ team }) => ({
        code: "BV302",
        severity: "error",
        message: "the team has VMs but the event names no OpenStack cloud",
        team: team.id,
        path: "clouds.openstack",
        hint: "set clouds.openstack in the event file to a name in clouds.yaml",
      }));
  }
  let os: OpenStack | undefined;
  try {
    os = await connect(name, options);
    return await checkReached(os, plan, teams);
  } catch (error) {
    return [findingOf(error)];
  } finally {
    os?.close();
  }
}

async function checkReached(os: OpenStack, plan: EventPlan, teams: readonly TeamPlan[]): Promise<Finding[]> {
  const absent = await missingServices(os, teams);
  const rights = await checkRights(os);
  // Without them every list would only repeat the same.
  if (absent.length > 0 || rights.length > 0) return [...rights, ...absent];
  const facts = await readFacts(os);
  return [
    ...facts.findings,
    ...checkRole(facts),
    ...checkNames(plan, teams, facts),
    ...checkEventFlavors(plan, facts),
    ...checkVms(plan, teams, facts),
    ...checkNetworks(plan, teams, facts),
    ...(await checkHosts(os, plan, teams, facts)),
    ...checkClock(os),
  ];
}

async function missingServices(os: OpenStack, teams: readonly TeamPlan[]): Promise<Finding[]> {
  if (!teams.some(({ team }) => team.vms.length > 0)) return [];
  const needed: readonly Service[] = ["compute", "network", "image", "block-storage"];
  const findings: Finding[] = [];
  for (const service of services.filter((one) => needed.includes(one))) {
    if ((await os.endpoint(service)) !== undefined) continue;
    const session = await os.session();
    const regions = new Set(
      session.catalog.flatMap((entry) =>
        entry.endpoints.map((endpoint) => endpoint.region_id ?? endpoint.region ?? ""),
      ),
    );
    findings.push({
      code: "BV306",
      severity: "error",
      message: `cloud "${os.cloud.name}" has no ${os.cloud.interface} endpoint for ${service}`,
      seen: `region ${os.cloud.region ?? "(any)"}`,
      allowed: `regions ${[...regions].join(", ")}`,
      hint: `check region_name and interface in ${os.cloud.file}`,
    });
  }
  return findings;
}

async function checkRights(os: OpenStack): Promise<Finding[]> {
  const { roles, userName, projectName } = await os.session();
  return roles.includes("admin")
    ? []
    : [
        {
          code: "BV308",
          severity: "error",
          message: `user ${userName} is no administrator of cloud "${os.cloud.name}"`,
          seen: `roles ${roles.join(", ") || "none"} in project ${projectName ?? "none"}`,
          allowed: "role admin: projects, users and quotas are made for each team",
          hint: `name an administrator's cloud in clouds.openstack, or change ${os.cloud.file}`,
        },
      ];
}

function checkRole({ roles }: CloudFacts): Finding[] {
  return roles === undefined || roles.some((role) => role.name === "member")
    ? []
    : [
        {
          code: "BV324",
          severity: "error",
          message: 'the cloud has no role "member" to give to teams',
          allowed: suggestion(
            "member",
            roles.map((role) => String(role.name)),
          ).allowed,
          hint: "openstack role create member",
        },
      ];
}

/** Projects and users that have a team's name and are not ours. */
function checkNames(plan: EventPlan, teams: readonly TeamPlan[], facts: CloudFacts): Finding[] {
  return teams.flatMap(({ team }) =>
    (
      [
        ["project", facts.projects],
        ["user", facts.users],
      ] as const
    ).flatMap(([what, all]): Finding[] => {
      const taken = all?.find((raw) => raw.name === team.name && !isTeams(raw, plan.event.name, team.id));
      return taken === undefined
        ? []
        : [
            {
              code: "BV326",
              severity: "error",
              message: `${what} "${team.name}" is already there and somebody else's`,
              team: team.id,
              path: `teams.${team.id}`,
              seen: `id ${String(taken.id)}, description "${text(taken.description) ?? ""}"`,
              hint: `rename the event or the team, or remove it: openstack ${what} delete ${String(taken.id)}`,
            },
          ];
    }),
  );
}

function isTeams(raw: Raw, event: string, team: string): boolean {
  const marks = marksOf(raw);
  return marks?.event === event && marks.team === slug(team);
}

/** Credentials and tokens are bounded in time: a clock that is off shortens or voids them. */
function checkClock(os: OpenStack): Finding[] {
  const seconds = Math.round((os.clockSkewMs ?? 0) / 1000);
  return Math.abs(seconds) <= clockToleranceSeconds
    ? []
    : [
        {
          code: "BV309",
          severity: "warning",
          message: `this machine's clock is ${Math.abs(seconds)} s ${seconds > 0 ? "behind" : "ahead of"} the cloud's`,
          seen: `${seconds} s`,
          allowed: `≤ ${clockToleranceSeconds} s`,
          hint: "sudo timedatectl set-ntp true",
        },
      ];
}

export const clockToleranceSeconds = 5;
