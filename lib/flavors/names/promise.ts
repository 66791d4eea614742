// SPDX-License-Identifier: Apache-2.0
import type { ParsedName } from "./template-match.ts";

/** Sizes of a flavor that a name can tell, in Nova's units. */
export const promisedFields = ["vcpus", "ram", "disk", "ephemeral", "swap"] as const;
export type PromisedField = (typeof promisedFields)[number];

/** What a name says of the sizes: vCPUs, MiB, GiB, GiB, MiB. What it does not say is absent. */
export function promises({ template, fields }: ParsedName): ReadonlyMap<PromisedField, number> {
  const said = new Map<PromisedField, number>();
  const say = (promised: PromisedField, field: string, factor = 1): void => {
    const value = fields.get(field);
    if (typeof value === "number") said.set(promised, value * factor);
    // A scheme that can tell them and does not, says that there are none.
    else if ((promised === "ephemeral" || promised === "swap") && template.fields.has(field) && !said.has(promised))
      said.set(promised, 0);
  };
  say("vcpus", "vcpus");
  say("ram", "ramGiB", 1024);
  say("ram", "ramMiB");
  say("disk", "disk");
  say("ephemeral", "ephemeral");
  say("swap", "swapGiB", 1024);
  say("swap", "swapMiB");
  return said;
}
