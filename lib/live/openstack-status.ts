// SPDX-License-Identifier: Apache-2.0
import { type VmGroup, resourceName, slug } from "../model/index.ts";
import type { EventPlan, TeamPlan } from "../planning/index.ts";
import { LiveError } from "./errors.ts";
import { type Raw, projectOf, text } from "./kinds.ts";
import type { OpenStack } from "./openstack-client.ts";
import { marksOf } from "./ownership.ts";

export interface ServerStatus {
  readonly id: string;
  readonly name: string;
  /** Nova's: ACTIVE, BUILD, ERROR, … */
  readonly status: string;
  /** Nova's own words when the status is ERROR. */
  readonly fault?: string | undefined;
  readonly flavor: string;
  readonly fixedIps: readonly string[];
  readonly floatingIps: readonly string[];
  /** Names of attached volumes. */
  readonly volumes: readonly string[];
}

export interface VolumeStatus {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly sizeGiB: number;
  readonly attachedTo?: string | undefined;
}

export interface Usage {
  readonly used: number;
  /** -1: not limited. */
  readonly limit: number;
}

export interface OpenStackTeamStatus {
  /** Id in the event file. */
  readonly team: string;
  readonly ready: boolean;
  /** What is not as it should be, each a sentence; empty when ready. */
  readonly reasons: readonly string[];
  /** Names of expected objects that are not there. */
  readonly missing: readonly string[];
  readonly project?: { readonly id: string; readonly name: string } | undefined;
  readonly servers: readonly ServerStatus[];
  readonly volumes: readonly VolumeStatus[];
  readonly floatingIps: readonly string[];
  /** By resource: instances, cores, ram (MiB), volumes, gigabytes, floatingip, … Absent when it could not be read. */
  readonly quota: Readonly<Record<string, Usage>>;
}

export interface StatusOptions {
  /** Only these teams, by id. @default all */
  readonly teams?: readonly string[] | undefined;
  /** Ask each project's quotas too, three requests a team. @default true */
  readonly quota?: boolean | undefined;
}

/**
 * What is there of each team's VMs, against what the plan asks for. Six lists for all teams, then quotas per team.
 * @throws LiveError
 */
export async function openstackStatus(
  os: OpenStack,
  plan: EventPlan,
  options: StatusOptions = {},
): Promise<OpenStackTeamStatus[]> {
  const [projects, servers, volumes, floatingIps, networks] = await Promise.all([
    os.list<Raw>("identity", `/projects?tags=${encodeURIComponent(`bivouac:event=${plan.event.name}`)}`, "projects"),
    os.list<Raw>("compute", "/servers/detail?all_tenants=1", "servers", { microversion: "2.47" }),
    os.list<Raw>("block-storage", "/volumes/detail?all_tenants=1", "volumes"),
    os.list<Raw>("network", "/floatingips", "floatingips"),
    os.list<Raw>("network", "/networks", "networks"),
  ]);
  return Promise.all(
    plan.teams
      .filter(({ team }) => options.teams === undefined || options.teams.includes(team.id))
      .map(async (entry) => {
        const project = projects.find((raw) => marksOf(raw)?.team === slug(entry.team.id));
        const id = text(project?.id);
        const own = (all: readonly Raw[]): Raw[] => all.filter((raw) => id !== undefined && projectOf(raw) === id);
        const found = {
          servers: own(servers),
          volumes: own(volumes),
          floatingIps: own(floatingIps),
          networks: own(networks),
        };
        return statusOf(
          entry,
          project,
          found,
          id === undefined || options.quota === false ? {} : await quotaOf(os, id),
        );
      }),
  );
}

interface FoundObjects {
  readonly servers: readonly Raw[];
  readonly volumes: readonly Raw[];
  readonly floatingIps: readonly Raw[];
  readonly networks: readonly Raw[];
}

function statusOf(
  { team }: TeamPlan,
  project: Raw | undefined,
  found: FoundObjects,
  quota: Readonly<Record<string, Usage>>,
): OpenStackTeamStatus {
  const servers = found.servers.map((raw) => serverOf(raw, found.volumes));
  const volumes = found.volumes.map(volumeOf);
  const expected = team.vms.flatMap((group) =>
    Array.from({ length: group.count }, (_, index) => ({ group, name: resourceName(team.name, group.key, index) })),
  );
  const missing = [
    ...(project === undefined ? [`project ${team.name}`] : []),
    ...(team.vms.length > 0 && project !== undefined && found.networks.length === 0
      ? [`network ${resourceName(team.name, "network")}`]
      : []),
    ...expected
      .filter(({ name }) => !servers.some((server) => server.name === name))
      .map(({ name }) => `server ${name}`),
    ...expected
      .flatMap(({ group, name }) => group.volumes.map((volume) => resourceName(name, volume.key)))
      .filter((name) => !volumes.some((volume) => volume.name === name))
      .map((name) => `volume ${name}`),
  ];
  const wanted = team.vms.length > 0 ? missing : [];
  const reasons = [
    ...(wanted.length > 0 ? [`missing: ${wanted.join(", ")}`] : []),
    ...expected.flatMap(({ group, name }) => {
      const server = servers.find((one) => one.name === name);
      return server === undefined ? [] : serverFaults(server, group);
    }),
    ...volumes
      .filter((volume) => volume.status.startsWith("error"))
      .map((volume) => `volume ${volume.name} is ${volume.status}`),
  ];
  return {
    team: team.id,
    ready: reasons.length === 0,
    reasons,
    missing: wanted,
    servers,
    volumes,
    quota,
    project: project === undefined ? undefined : { id: String(project.id), name: String(project.name) },
    floatingIps: found.floatingIps.map((raw) => String(raw.floating_ip_address)),
  };
}

function serverFaults(server: ServerStatus, group: VmGroup): string[] {
  if (server.status !== "ACTIVE")
    return [`server ${server.name} is ${server.status}${server.fault === undefined ? "" : `: ${server.fault}`}`];
  return [
    ...(server.fixedIps.length === 0 ? [`server ${server.name} has no address`] : []),
    ...(group.floatingIp && server.floatingIps.length === 0 ? [`server ${server.name} has no floating IP`] : []),
    ...group.volumes
      .filter((volume) => !server.volumes.includes(resourceName(server.name, volume.key)))
      .map((volume) => `server ${server.name} has volume ${volume.key} not attached`),
  ];
}

function serverOf(raw: Raw, volumes: readonly Raw[]): ServerStatus {
  const addresses = Object.values((raw.addresses ?? {}) as Readonly<Record<string, readonly Raw[]>>).flat();
  const of = (type: string): string[] =>
    addresses.filter((address) => address["OS-EXT-IPS:type"] === type).map((address) => String(address.addr));
  const attached = ((raw["os-extended-volumes:volumes_attached"] ?? []) as readonly Raw[])
    .map(({ id }) => volumes.find((volume) => volume.id === id))
    .filter((volume) => volume !== undefined);
  return {
    id: String(raw.id),
    name: String(raw.name),
    status: String(raw.status),
    fault: text((raw.fault as Raw | undefined)?.message),
    flavor: text((raw.flavor as Raw | undefined)?.original_name) ?? "",
    fixedIps: of("fixed"),
    floatingIps: of("floating"),
    volumes: attached.map((volume) => text(volume.name) ?? String(volume.id)),
  };
}

function volumeOf(raw: Raw): VolumeStatus {
  const [attachment] = (raw.attachments ?? []) as readonly Raw[];
  return {
    id: String(raw.id),
    name: text(raw.name) ?? String(raw.id),
    status: String(raw.status),
    sizeGiB: Number(raw.size),
    attachedTo: text(attachment?.server_id),
  };
}

interface NovaLimits {
  readonly limits: { readonly absolute: Readonly<Record<string, number>> };
}

/** A quota that cannot be read is left out: status must not fail for a figure. */
async function quotaOf(os: OpenStack, project: string): Promise<Record<string, Usage>> {
  const ask = async <T>(...args: Parameters<OpenStack["request"]>): Promise<T | undefined> => {
    try {
      return await os.request<T>(...args);
    } catch (error) {
      if (error instanceof LiveError) return undefined;
      throw error;
    }
  };
  const [compute, storage, network] = await Promise.all([
    ask<NovaLimits>("compute", "GET", `/limits?tenant_id=${project}`),
    ask<{ readonly quota_set: Readonly<Record<string, { readonly in_use: number; readonly limit: number }>> }>(
      "block-storage",
      "GET",
      `/os-quota-sets/${project}?usage=True`,
    ),
    ask<{ readonly quota: Readonly<Record<string, Usage>> }>("network", "GET", `/quotas/${project}/details.json`),
  ]);
  const absolute = compute?.limits.absolute;
  const nova =
    absolute === undefined
      ? {}
      : Object.fromEntries(
          (
            [
              ["instances", "Instances"],
              ["cores", "Cores"],
              ["ram", "RAM"],
            ] as const
          ).map(([name, word]): [string, Usage] => [
            name,
            {
              used: absolute[`total${word}Used`] ?? 0,
              limit: absolute[word === "RAM" ? "maxTotalRAMSize" : `maxTotal${word}`] ?? -1,
            },
          ]),
        );
  const pick = (
    names: readonly string[],
    from:
      | Readonly<Record<string, { readonly in_use?: number; readonly used?: number; readonly limit: number }>>
      | undefined,
  ): Record<string, Usage> =>
    Object.fromEntries(
      names.flatMap((name): [string, Usage][] => {
        const entry = from?.[name];
        return entry === undefined ? [] : [[name, { used: entry.in_use ?? entry.used ?? 0, limit: entry.limit }]];
      }),
    );
  return {
    ...nova,
    ...pick(["volumes", "gigabytes", "snapshots"], storage?.quota_set),
    ...pick(["network", "router", "port", "floatingip", "security_group", "security_group_rule"], network?.quota),
  };
}
