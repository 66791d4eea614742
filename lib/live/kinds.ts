// SPDX-License-Identifier: Apache-2.0
import type { Service } from "./services.ts";

/** An object as its API gives it. */
export type Raw = Readonly<Record<string, unknown>>;

/** One list of one service, over all projects where its API can. */
export interface Kind {
  readonly service: Service;
  /** Singular, as printed. */
  readonly type: string;
  /** Path of the list, with what makes it span all projects. */
  readonly path: string;
  /** JSON key of the list. */
  readonly key: string;
  /** JSON key of one object. @default the answer itself */
  readonly one?: string | undefined;
  readonly microversion?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Attribute that identifies the object. @default id */
  readonly id?: string | undefined;
  /** An extension or newer API that a cloud may lack: 404 is then no fault. */
  readonly optional?: true | undefined;
}

const allZones = { "x-auth-all-projects": "true" };
const compute = (type: string, path: string, key: string, one: string, microversion?: string): Kind => ({
  service: "compute",
  type,
  path,
  key,
  one,
  microversion,
});
const storage = (type: string, path: string, key: string, one: string, microversion?: string): Kind => ({
  service: "block-storage",
  type,
  path: `${path}/detail?all_tenants=1`,
  key,
  one,
  microversion,
  ...(microversion ? { optional: true as const } : {}),
});
const network = (type: string, path: string, one: string, optional?: true): Kind => ({
  service: "network",
  type,
  path: `/${path}`,
  key: path.split("/").at(-1)?.replaceAll("-", "_") ?? path,
  one,
  optional,
});
const balancer = (type: string, path: string, one: string): Kind => ({
  service: "load-balancer",
  type,
  path: `/lbaas/${path}`,
  key: path,
  one,
});
const identity = (type: string, path: string, key: string, one: string, optional?: true): Kind => ({
  service: "identity",
  type,
  path,
  key,
  one,
  optional,
});

/** Every list that is asked once a run. Keypairs and application credentials are asked per user, see openstack-inventory.ts. */
export const kinds: readonly Kind[] = [
  compute("server", "/servers/detail?all_tenants=1", "servers", "server", "2.47"),
  compute("server group", "/os-server-groups?all_projects=True", "server_groups", "server_group", "2.13"),
  compute("flavor", "/flavors/detail?is_public=None", "flavors", "flavor", "2.55"),
  storage("volume", "/volumes", "volumes", "volume"),
  storage("snapshot", "/snapshots", "snapshots", "snapshot"),
  storage("backup", "/backups", "backups", "backup"),
  storage("volume transfer", "/os-volume-transfer", "transfers", "transfer"),
  storage("volume attachment", "/attachments", "attachments", "attachment", "3.27"),
  storage("volume group", "/groups", "groups", "group", "3.13"),
  network("network", "networks", "network"),
  network("subnet", "subnets", "subnet"),
  network("subnet pool", "subnetpools", "subnetpool", true),
  network("address scope", "address-scopes", "address_scope", true),
  network("address group", "address-groups", "address_group", true),
  network("router", "routers", "router", true),
  network("port", "ports", "port"),
  network("trunk", "trunks", "trunk", true),
  network("security group", "security-groups", "security_group", true),
  network("security group rule", "security-group-rules", "security_group_rule", true),
  network("floating IP", "floatingips", "floatingip", true),
  network("RBAC policy", "rbac-policies", "rbac_policy", true),
  network("QoS policy", "qos/policies", "policy", true),
  { ...network("network quota", "quotas", "quota"), id: "project_id" },
  { service: "image", type: "image", path: "/images?limit=200", key: "images" },
  identity("project", "/projects", "projects", "project"),
  identity("user", "/users", "users", "user"),
  identity("group", "/groups", "groups", "group"),
  identity("role assignment", "/role_assignments", "role_assignments", ""),
  identity("EC2 or other credential", "/credentials", "credentials", "credential"),
  identity("trust", "/OS-TRUST/trusts", "trusts", "trust", true),
  { service: "dns", type: "DNS zone", path: "/zones?limit=500", key: "zones", headers: allZones },
  { service: "dns", type: "DNS recordset", path: "/recordsets?limit=500", key: "recordsets", headers: allZones },
  {
    service: "dns",
    type: "DNS transfer",
    path: "/zones/tasks/transfer_requests",
    key: "transfer_requests",
    headers: allZones,
  },
  balancer("load balancer", "loadbalancers", "loadbalancer"),
  balancer("listener", "listeners", "listener"),
  balancer("pool", "pools", "pool"),
  balancer("health monitor", "healthmonitors", "healthmonitor"),
  balancer("L7 policy", "l7policies", "l7policy"),
  { service: "orchestration", type: "stack", path: "/stacks?global_tenant=true", key: "stacks", one: "stack" },
];

/** `service type`, the key of a list in snapshots. */
export function kindName(kind: Pick<Kind, "service" | "type">): string {
  return `${kind.service} ${kind.type}`;
}

/** Identity inside its list. Role assignments have none of their own. */
export function idOf(kind: Pick<Kind, "type" | "id">, raw: Raw): string {
  if (kind.type === "role assignment") {
    const part = (field: string): string => text((raw[field] as Raw | undefined)?.id) ?? "";
    const scope = (raw.scope ?? {}) as Readonly<Record<string, Raw | undefined>>;
    return [
      part("user") || part("group"),
      part("role"),
      ...Object.entries(scope).map(([key, value]) => `${key}:${text(value?.id) ?? "all"}`),
    ].join(" ");
  }
  return text(raw[kind.id ?? "id"]) ?? text(raw.tenant_id) ?? "";
}

export function nameOf(raw: Raw): string {
  return text(raw.name) ?? text(raw.display_name) ?? text(raw.stack_name) ?? text(raw.floating_ip_address) ?? "";
}

/** Project that an object belongs to, by whichever attribute its API says it. */
export function projectOf(raw: Raw): string | undefined {
  return projectAttributes.map((attribute) => text(raw[attribute])).find((value) => value !== undefined);
}

const projectAttributes = [
  "project_id",
  "tenant_id",
  "os-vol-tenant-attr:tenant_id",
  "os-extended-snapshot-attributes:project_id",
  "os-backup-project-attr:project_id",
  "owner",
  "default_project_id",
  "project",
];

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
