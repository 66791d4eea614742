// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from "node:timers/promises";
import { LiveError } from "./errors.ts";
import { type Kind, type Raw, idOf, text } from "./kinds.ts";
import type { OpenStack } from "./openstack-client.ts";
import { type Found, type OwnedObject, findOwned } from "./openstack-inventory.ts";
import { type Holdings, type Scope, ownedBy } from "./ownership.ts";

export interface RemoveOptions {
  /** Objects to leave, such as volumes that the team's teardown policy keeps. @default none */
  readonly keep?: ((object: OwnedObject) => boolean) | undefined;
  /** Longest wait for one object to go, ms. @default 180000 */
  readonly timeoutMs?: number | undefined;
  /** Between two looks at an object that is going, ms. @default 1000 */
  readonly pollMs?: number | undefined;
  readonly onRemoved?: ((object: OwnedObject) => void) | undefined;
}

export interface Removal {
  readonly removed: readonly OwnedObject[];
  /** What is still there, and the cloud's words on why. */
  readonly failed: readonly { readonly object: OwnedObject; readonly reason: string }[];
}

/**
 * Deletes everything that the inventory finds, dependents first. Each object is read again just before it is deleted
 * and left alone when it is no longer the scope's; nothing is ever chosen by name alone.
 * @throws LiveError only when the cloud cannot be reached or lets us not in
 */
export async function removeLeftovers(os: OpenStack, scope: Scope, options: RemoveOptions = {}): Promise<Removal> {
  const { objects, held } = await findOwned(os, scope);
  const removed: OwnedObject[] = [];
  const failed: { object: OwnedObject; reason: string }[] = [];
  for (const types of order) {
    await Promise.all(
      objects
        .filter((found) => types.includes(found.kind.type) && !options.keep?.(found.object))
        .map(async (found) => {
          try {
            if (!(await removeOne(os, found, scope, held, options))) return;
            removed.push(found.object);
            options.onRemoved?.(found.object);
          } catch (error) {
            if (!(error instanceof LiveError) || error.fault === "auth") throw error;
            failed.push({ object: found.object, reason: error.message });
          }
        }),
    );
  }
  return { removed, failed };
}

/** What is not named goes with something that is: rules with groups, recordsets with zones, roles with users. */
const order: readonly (readonly string[])[] = [
  ["stack"],
  ["load balancer", "DNS zone", "trust", "EC2 or other credential"],
  ["server"],
  ["floating IP", "volume transfer", "volume attachment", "keypair", "server group", "trunk"],
  ["backup"],
  ["snapshot"],
  ["volume"],
  ["volume group"],
  ["router"],
  ["port"],
  ["RBAC policy"],
  ["subnet"],
  ["network"],
  ["security group", "address group", "subnet pool", "QoS policy", "image", "flavor"],
  ["address scope"],
  ["application credential"],
  ["network quota"],
  ["user", "group"],
  ["project"],
];

/** Types that are deleted in the background. */
const slow = new Set(["stack", "load balancer", "server", "backup", "snapshot", "volume", "DNS zone", "volume group"]);

async function removeOne(
  os: OpenStack,
  found: Found,
  scope: Scope,
  held: Holdings,
  options: RemoveOptions,
): Promise<boolean> {
  const { kind, raw } = found;
  const path = pathOf(kind, raw);
  const now = await read(os, kind, path, raw);
  if (now === undefined) return true;
  if (ownedBy(kind, now, scope, held) === undefined) {
    throw new LiveError("refused", "not ours any more when it was read again; left alone", { code: "BV501" });
  }
  if (kind.type === "port" && text(now.device_owner)?.startsWith("network:")) return false;
  if (kind.type === "router") await detachRouter(os, String(now.id));
  if (kind.type === "network quota") {
    await dropQuotas(os, idOf(kind, now));
    return true;
  }
  const { microversion, headers } = kind;
  try {
    await os.request(kind.service, "DELETE", kind.type === "load balancer" ? `${path}?cascade=true` : path, {
      microversion,
      headers,
    });
  } catch (error) {
    if (!(error instanceof LiveError)) throw error;
    if (error.fault === "missing") return true;
    if (kind.type !== "volume" || error.details.status !== 400) throw error;
    // A volume stuck in a state that cannot be deleted: cinder's administrators may force it.
    await os.request(kind.service, "POST", `${path}/action`, { body: { "os-force_delete": {} } });
  }
  if (slow.has(kind.type)) await untilGone(os, kind, path, raw, options);
  return true;
}

async function untilGone(
  os: OpenStack,
  kind: Kind,
  path: string,
  raw: Raw,
  { timeoutMs = 180_000, pollMs = 1_000 }: RemoveOptions,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const now = await read(os, kind, path, raw);
    if (now === undefined || goneStates.has(stateOf(now) ?? "")) return;
    if (Date.now() > end) {
      throw new LiveError("refused", `still ${stateOf(now) ?? "there"} after ${timeoutMs / 1000} s`, { code: "BV501" });
    }
    await sleep(pollMs);
  }
}

function stateOf(raw: Raw): string | undefined {
  return text(raw.status) ?? text(raw.provisioning_status) ?? text(raw.stack_status);
}

const goneStates = new Set(["DELETED", "deleted", "DELETE_COMPLETE"]);

/** The object as it is now, undefined when it is gone. */
async function read(os: OpenStack, kind: Kind, path: string, raw: Raw): Promise<Raw | undefined> {
  try {
    const { microversion, headers } = kind;
    const answer = await os.request<Raw>(kind.service, "GET", path, { microversion, headers });
    const body = (kind.one === undefined ? answer : answer[kind.one]) as Raw | undefined;
    return body === undefined ? undefined : { ...fromList(kind, raw), ...body };
  } catch (error) {
    if (error instanceof LiveError && error.fault === "missing") return undefined;
    throw error;
  }
}

/** Whose it is, where only the list says so: an object's own answer lacks it, and it cannot change in its life. */
function fromList(kind: Kind, raw: Raw): Raw {
  if (kind.type === "network quota") return { project_id: idOf(kind, raw) };
  return kind.type === "stack" ? { project: raw.project } : { user_id: raw.user_id };
}

function pathOf(kind: Kind, raw: Raw): string {
  const [path = "", query] = kind.path.split("?");
  const id = encodeURIComponent(idOf(kind, raw));
  const name = kind.type === "stack" ? `${encodeURIComponent(String(raw.stack_name))}/` : "";
  return `${path.replace(/\/detail$/, "")}/${name}${id}${kind.type === "keypair" ? `?${query ?? ""}` : ""}`;
}

/** A router lets go only without interfaces; those of other projects on it are interfaces too. */
async function detachRouter(os: OpenStack, id: string): Promise<void> {
  const ports = await os.list<Raw>("network", `/ports?device_id=${id}`, "ports");
  for (const port of ports) {
    if (!text(port.device_owner)?.startsWith("network:router_interface")) continue;
    await os
      .request("network", "PUT", `/routers/${id}/remove_router_interface`, { body: { port_id: port.id } })
      .catch((error: unknown) => {
        if (!(error instanceof LiveError) || error.fault !== "missing") throw error;
      });
  }
}

/** Forgets what was set for a project in nova, cinder and neutron. */
export async function dropQuotas(os: OpenStack, project: string): Promise<void> {
  const paths = [
    ["compute", `/os-quota-sets/${project}`],
    ["block-storage", `/os-quota-sets/${project}`],
    ["network", `/quotas/${project}`],
  ] as const;
  await Promise.all(
    paths.map(async ([service, path]) => {
      if ((await os.endpoint(service)) === undefined) return;
      await os.request(service, "DELETE", path).catch((error: unknown) => {
        if (!(error instanceof LiveError) || error.fault !== "missing") throw error;
      });
    }),
  );
}
