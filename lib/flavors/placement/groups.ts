// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../flavor.ts";
import { pythonInt } from "../specs/values.ts";

/** One resource of a request group as an extra spec asks for it. */
export interface AskedResource {
  readonly key: string;
  /** Resource class as written. */
  readonly name: string;
  /** As Python's int() reads it; undefined when it cannot. */
  readonly amount: number | undefined;
  readonly value: string;
}

export interface AskedTrait {
  readonly key: string;
  readonly name: string;
  /** `required` or `forbidden`; anything else Nova drops. */
  readonly value: string;
}

/** A request group that extra specs make. The suffix is "" for the group of the flavor's own resources. */
export interface RequestGroup {
  readonly suffix: string;
  readonly resources: readonly AskedResource[];
  readonly traits: readonly AskedTrait[];
}

export interface GroupKey {
  readonly kind: "resources" | "trait";
  readonly suffix: string;
  readonly name: string;
}

/**
 * `resources<suffix>:<class>` and `trait<suffix>:<trait>` split as Nova does: the suffix is up to 64 letters, digits, `_`
 * and `-`, so `traits:X` is trait X of the group "s". Undefined for every other key.
 * Source: nova/scheduler/utils.py, ResourceRequest.XS_KEYPAT.
 */
export function groupKey(key: string): GroupKey | undefined {
  const kind = key.startsWith("resources") ? "resources" : key.startsWith("trait") ? "trait" : undefined;
  const colon = key.indexOf(":");
  if (kind === undefined || colon < 0) return undefined;
  const suffix = key.slice(kind.length, colon);
  if (suffix.length > 64 || !/^[a-zA-Z0-9_-]*$/.test(suffix)) return undefined;
  return { kind, suffix, name: key.slice(colon + 1) };
}

/** The groups in the order of their first key; the unsuffixed one only when extra specs name it. */
export function requestGroups(flavor: Flavor): RequestGroup[] {
  const groups = new Map<string, { suffix: string; resources: AskedResource[]; traits: AskedTrait[] }>();
  for (const [key, value] of flavor.specs) {
    const parsed = groupKey(key);
    if (!parsed) continue;
    const { kind, suffix, name } = parsed;
    let group = groups.get(suffix);
    if (!group) groups.set(suffix, (group = { suffix, resources: [], traits: [] }));
    if (kind === "resources") group.resources.push({ key, name, amount: pythonInt(value), value });
    else group.traits.push({ key, name, value });
  }
  return [...groups.values()];
}

/** True when Nova puts the resource into the request: zero is stripped, what is no amount is dropped. */
export function isAsked(resource: AskedResource): boolean {
  return resource.amount !== undefined && resource.amount > 0;
}
