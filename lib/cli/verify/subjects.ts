// SPDX-License-Identifier: Apache-2.0
import pLimit from "p-limit";
import type { StackOutput } from "../../deploy/index.ts";
import type { CloudConfig } from "../../live/index.ts";
import type { Event } from "../../model/index.ts";
import type { EventPlan, TeamPlan } from "../../planning/index.ts";
import type { CheckResult, KubernetesTeam, OpenStackTeam } from "../../verify/index.ts";
import type { Context } from "../context.ts";
import { CliError, findingsOf } from "../exit.ts";
import type { LoadedEvent } from "../load.ts";
import { readLogin } from "../team-files.ts";

export interface SubjectOptions {
  /** @default all */
  readonly teams?: readonly string[] | undefined;
  readonly kubernetes: boolean;
  readonly openstack: boolean;
}

/** What is to be verified, with the credentials of the teams. */
export interface Subjects {
  /** Ids of the chosen teams that have anything there, in the order of the file. */
  readonly teams: readonly string[];
  readonly kubernetes: readonly KubernetesTeam[];
  readonly openstack: readonly OpenStackTeam[];
  /** Every team of the event that has a login to OpenStack: what the chosen ones are tried against. */
  readonly against: readonly OpenStackTeam[];
  /** Teams whose credential should be there and is not. */
  readonly missing: readonly CheckResult[];
}

/** Reads the teams' credentials from their stacks, and renders what the plan says about their namespaces. */
export async function subjectsOf(context: Context, loaded: LoadedEvent, options: SubjectOptions): Promise<Subjects> {
  const { plan, event } = loaded;
  const chosen = plan.teams.filter(({ team }) => options.teams?.includes(team.id) ?? true);
  const inCluster = options.kubernetes ? chosen.filter(({ team }) => team.namespace !== undefined) : [];
  const inCloud = options.openstack ? plan.teams.filter(hasProject) : [];
  const outputs = await outputsOf(loaded, [...new Set([...inCluster, ...inCloud])]);
  const missing: CheckResult[] = [];
  const classes = await storageClassesOf(context, inCluster);
  const kubernetes = await Promise.all(
    inCluster.map(async (planned) => {
      const found = outputs.get(planned.team.id);
      const kubeconfig = found?.outputs?.["kubeconfig"]?.value;
      if (typeof kubeconfig === "string")
        return kubernetesTeam(plan, planned, kubeconfig, classes.get(planned.team.context ?? ""));
      missing.push(noCredential(planned, "kubernetes", found?.why, context, loaded.argument));
      return undefined;
    }),
  );
  const cloud = inCloud.length === 0 ? undefined : await cloudOf(context, event);
  const against = inCloud.flatMap((planned) => {
    const found = outputs.get(planned.team.id);
    const made = found?.outputs === undefined ? undefined : openstackTeam(planned, found.outputs, cloud);
    if (made !== undefined) return [made];
    if (chosen.includes(planned))
      missing.push(noCredential(planned, "openstack", found?.why, context, loaded.argument));
    return [];
  });
  return {
    teams: chosen.filter((each) => inCluster.includes(each) || inCloud.includes(each)).map(({ team }) => team.id),
    kubernetes: kubernetes.filter((team) => team !== undefined),
    openstack: against.filter(({ id }) => chosen.some(({ team }) => team.id === id)),
    against,
    missing,
  };
}

function hasProject({ team }: TeamPlan): boolean {
  return team.vms.length > 0 || Object.keys(team.quotas).length > 0;
}

interface Found {
  readonly outputs?: Readonly<Record<string, StackOutput>> | undefined;
  readonly why?: string | undefined;
}

/** The stacks' outputs by team; a team that is not up has none. Two processes of the engine a team. */
async function outputsOf({ file }: LoadedEvent, teams: readonly TeamPlan[]): Promise<ReadonlyMap<string, Found>> {
  const { outputs, RunStop } = await import("../../deploy/index.ts");
  const limit = pLimit(4);
  const found = await Promise.all(
    teams.map(({ team }) =>
      limit(async (): Promise<[string, Found]> => {
        try {
          return [team.id, { outputs: await outputs(file, team.id) }];
        } catch (error) {
          if (!(error instanceof RunStop) || error.exitCode !== 1) throw error;
          return [team.id, { why: findingsOf(error)[0]?.message ?? error.message }];
        }
      }),
    ),
  );
  return new Map(found);
}

/** Names of the storage classes of each cluster but its default one. Only names for probes: where they cannot be read, none is tried. */
async function storageClassesOf(
  { io }: Context,
  teams: readonly TeamPlan[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { connectKubernetes, LiveError } = await import("../../live/index.ts");
  const names = async (name: string): Promise<[string, readonly string[]]> => {
    try {
      const cluster = await connectKubernetes(name, { env: io.env, cwd: io.cwd });
      const classes = await cluster.list("/apis/storage.k8s.io/v1/storageclasses").finally(() => cluster.close());
      const isDefault = "storageclass.kubernetes.io/is-default-class";
      return [
        name,
        classes.flatMap(({ metadata }) => (metadata.annotations?.[isDefault] === "true" ? [] : [metadata.name])),
      ];
    } catch (error) {
      if (error instanceof LiveError) return [name, []];
      throw error;
    }
  };
  return new Map(await Promise.all([...new Set(teams.flatMap(({ team }) => team.context ?? []))].map(names)));
}

async function kubernetesTeam(
  { event, teams }: EventPlan,
  { team, credentialsExpire }: TeamPlan,
  kubeconfig: string,
  storageClasses: readonly string[] | undefined,
): Promise<KubernetesTeam> {
  const { renderTeam } = await import("../../kubernetes/index.ts");
  return {
    id: team.id,
    event: event.name,
    namespace: team.name,
    kubeconfig,
    credentialsExpire,
    planned: renderTeam({ event, team, credentialsExpire }).objects,
    others: teams
      .map((other) => other.team)
      .filter((other) => other.id !== team.id && other.namespace !== undefined && other.context === team.context)
      .map((other) => other.name),
    guardRails: event.guardRails,
    storageClasses,
  };
}

/** How the cloud is reached: what clouds.yaml says of certificates and endpoints holds for teams as well. */
async function cloudOf(context: Context, { clouds }: Event): Promise<CloudConfig> {
  const { findCloud } = await import("../../live/index.ts");
  if (clouds.openstack === undefined) throw new CliError(1, "the event names no OpenStack cloud");
  return findCloud(clouds.openstack, { env: context.io.env, cwd: context.io.cwd });
}

function openstackTeam(
  { team, credentialsExpire }: TeamPlan,
  outputs: Readonly<Record<string, StackOutput>>,
  cloud: CloudConfig | undefined,
): OpenStackTeam | undefined {
  const login = readLogin(outputs["applicationCredential"]?.value);
  const project = outputs["project"]?.value as { readonly id?: unknown } | undefined;
  if (login === undefined || cloud === undefined || typeof project?.id !== "string") return undefined;
  const { id, secret, authUrl, region } = login;
  const own = { ...cloud, name: team.name, authUrl, region: region ?? cloud.region };
  return {
    id: team.id,
    name: team.name,
    projectId: project.id,
    credentialsExpire,
    // Not enumerable, so that nothing prints it.
    cloud: Object.defineProperty({ ...own, auth: undefined as unknown as CloudConfig["auth"] }, "auth", {
      value: { type: "application-credential", credential: { id }, secret } satisfies CloudConfig["auth"],
      enumerable: false,
    }),
  };
}

function noCredential(
  { team }: TeamPlan,
  system: CheckResult["system"],
  why: string | undefined,
  { self }: Context,
  argument: string,
): CheckResult {
  return {
    team: team.id,
    system,
    code: system === "kubernetes" ? "VK100" : "VO100",
    check: "credential",
    probe: system === "kubernetes" ? "the team's kubeconfig" : "the team's application credential",
    expected: "present",
    outcome: "red",
    seen: why ?? "the team's stack holds none",
    hint: `bring the team up: ${self} up ${argument} --team ${team.id}`,
  };
}
