// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import type { ScsName } from "../../names/scs-name.ts";
import { scsNameOf } from "../../names/scs-parse.ts";

/** A property that scs-0103 knows. */
export type ScsKey =
  | { readonly kind: "name"; readonly number: number }
  | { readonly kind: "cpu-type" }
  | { readonly kind: "disk-type"; readonly number: number };

export const scsNamespace = "scs:";

/** `scs:name-v2`, `scs:cpu-type`, `scs:disk0-type`; undefined for every other key. */
export function scsKeyOf(key: string): ScsKey | undefined {
  if (key === "scs:cpu-type") return { kind: "cpu-type" };
  const name = numberBetween(key, "scs:name-v", "");
  if (name !== undefined) return name === 0 ? undefined : { kind: "name", number: name };
  const disk = numberBetween(key, "scs:disk", "-type");
  return disk === undefined ? undefined : { kind: "disk-type", number: disk };
}

function numberBetween(key: string, before: string, after: string): number | undefined {
  if (!key.startsWith(before) || !key.endsWith(after)) return undefined;
  const digits = key.slice(before.length, key.length - after.length);
  return digits.length < 10 && /^(?:0|[1-9][0-9]*)$/.test(digits) ? Number(digits) : undefined;
}

/** A name that is claimed for a flavor, and where: "the name" or the key of a property. */
export interface Claim {
  readonly by: string;
  readonly name: ScsName;
}

/** The flavor's own name, if it is an SCS name, then those of its properties in their order. */
export function claimsOf(flavor: Flavor): Claim[] {
  const claims: Claim[] = [];
  const own = scsNameOf(flavor.name);
  if (own) claims.push({ by: "the name", name: own });
  for (const [key, value] of flavor.specs) {
    const name = scsKeyOf(key)?.kind === "name" ? scsNameOf(value) : undefined;
    if (name) claims.push({ by: key, name });
  }
  return claims;
}
