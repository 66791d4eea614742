// SPDX-License-Identifier: Apache-2.0
import { LiveError, type OpenStack, type Service } from "../../live/index.ts";

/** An object as its API gives it. */
export type Raw = Readonly<Record<string, unknown>>;

/** What a team can own and another must not touch. */
export type HeldType = keyof typeof lists;

/** All that a team owns, by its own lists. */
export interface Holdings {
  readonly objects: ReadonlyMap<HeldType, readonly Raw[]>;
  /** Lists that failed and why: what they hold is unknown. */
  readonly unreadable: readonly { readonly type: HeldType; readonly reason: string }[];
}

interface List {
  readonly service: Service;
  /** `{project}` and `{user}` are the team's own. */
  readonly path: string;
  readonly key: string;
  readonly microversion?: string;
  /** An extension that a cloud may lack: 404 is then no fault. */
  readonly optional?: true;
}

const compute = (path: string, key: string, microversion?: string): List => ({
  service: "compute",
  path,
  key,
  ...(microversion === undefined ? {} : { microversion }),
});
const storage = (path: string, key: string, microversion?: string): List => ({
  service: "block-storage",
  path,
  key,
  ...(microversion === undefined ? {} : { microversion, optional: true }),
});
const network = (path: string, key: string, optional?: true): List => ({
  service: "network",
  path: `${path}?project_id={project}`,
  key,
  ...(optional && { optional }),
});
const balancer = (path: string): List => ({
  service: "load-balancer",
  path: `/lbaas/${path}?project_id={project}`,
  key: path,
});

const lists = {
  // The first microversion: later ones leave out the id of the flavor.
  server: compute("/servers/detail", "servers"),
  "server group": compute("/os-server-groups", "server_groups", "2.15"),
  keypair: compute("/os-keypairs", "keypairs", "2.10"),
  volume: storage("/volumes/detail", "volumes"),
  snapshot: storage("/snapshots/detail", "snapshots"),
  backup: storage("/backups/detail", "backups"),
  "volume attachment": storage("/attachments", "attachments", "3.27"),
  "volume transfer": storage("/os-volume-transfer", "transfers"),
  network: network("/networks", "networks"),
  subnet: network("/subnets", "subnets"),
  port: network("/ports", "ports"),
  router: network("/routers", "routers", true),
  "security group": network("/security-groups", "security_groups", true),
  "security group rule": network("/security-group-rules", "security_group_rules", true),
  "floating IP": network("/floatingips", "floatingips", true),
  trunk: network("/trunks", "trunks", true),
  "address group": network("/address-groups", "address_groups", true),
  "RBAC policy": network("/rbac-policies", "rbac_policies", true),
  image: { service: "image", path: "/images?owner={project}&limit=200", key: "images" },
  "DNS zone": { service: "dns", path: "/zones?limit=500", key: "zones" },
  "DNS recordset": { service: "dns", path: "/recordsets?limit=500", key: "recordsets" },
  "DNS transfer": { service: "dns", path: "/zones/tasks/transfer_requests", key: "transfer_requests" },
  stack: { service: "orchestration", path: "/stacks", key: "stacks" },
  "load balancer": balancer("loadbalancers"),
  listener: balancer("listeners"),
  pool: balancer("pools"),
  "application credential": {
    service: "identity",
    path: "/users/{user}/application_credentials",
    key: "application_credentials",
  },
} as const satisfies Record<string, List>;

export const heldTypes = Object.keys(lists) as HeldType[];

/** The path below the versioned endpoint of the list of a type. */
export function listOf(type: HeldType): List {
  return lists[type];
}

/** Asks a team for all it owns, with its own credential. One unreadable list never hides the others. */
export async function holdingsOf(os: OpenStack, projectId: string): Promise<Holdings> {
  const { userId } = await os.session();
  const objects = new Map<HeldType, readonly Raw[]>();
  const unreadable: { type: HeldType; reason: string }[] = [];
  await Promise.all(
    heldTypes.map(async (type) => {
      const { service, path, key, microversion, optional }: List = lists[type];
      if ((await os.endpoint(service)) === undefined) return;
      try {
        const filled = path.replace("{project}", projectId).replace("{user}", userId);
        const raws = await os.list<Raw>(service, filled, key, { microversion });
        objects.set(
          type,
          raws.map((raw) => unwrapped(type, raw)).filter((raw) => ownerOf(raw, projectId) === projectId),
        );
      } catch (error) {
        if (!(error instanceof LiveError)) throw error;
        if (optional && (error.details.status === 404 || error.details.status === 406)) return;
        unreadable.push({ type, reason: error.message });
      }
    }),
  );
  return { objects, unreadable };
}

/** Attribute that identifies an object in paths. */
export function idOf(type: HeldType, raw: Raw): string {
  return String(type === "keypair" ? raw["name"] : raw["id"]);
}

// Nova wraps each keypair once more.
function unwrapped(type: HeldType, raw: Raw): Raw {
  return type === "keypair" && isRaw(raw["keypair"]) ? raw["keypair"] : raw;
}

/** A credential that sees too much lists what is not the team's: that is not the team's to lose. */
function ownerOf(raw: Raw, fallback: string): string {
  for (const key of owners) {
    const value = raw[key];
    if (typeof value === "string" && value !== "") return value;
  }
  return fallback;
}

const owners = [
  "project_id",
  "tenant_id",
  "os-vol-tenant-attr:tenant_id",
  "os-extended-snapshot-attributes:project_id",
  "owner",
];

function isRaw(value: unknown): value is Raw {
  return typeof value === "object" && value !== null;
}
