// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { lookupSpec, nearMiss } from "../../specs/index.ts";
import { keysOf } from "./keys.ts";

/** Not of a vendor: the SCS standards define it, and FL215 reads it. */
const standard: ReadonlySet<string> = new Set(["scs"]);

export const vendorNamespace: FlavorRule = {
  id: "FL314",
  name: "vendor-namespace",
  scope: "flavor",
  severity: "info",
  what: "A namespace that Nova does not know is one that the house allows.",
  why: "Nova takes it unread. That is right for a label of the house or of another tool, and wrong for everything that should do something.",
  sources: ["nova/api/validation/extra_specs/validators.py"],
  *check(flavor, { release, settings }) {
    const told = new Set<string>();
    for (const key of keysOf(flavor)) {
      const found = lookupSpec(key, release);
      if (found.kind !== "unknown-namespace" || found.elsewhere !== undefined) continue;
      const { namespace } = found;
      if (told.has(namespace) || standard.has(namespace) || settings.allowNamespaces.includes(namespace)) continue;
      if (nearMiss(key, release) !== undefined) continue;
      told.add(namespace);
      yield {
        message: `Nova does not know the namespace ${namespace} and reads nothing in it`,
        at: flavor.atSpecKey(key),
        seen: key,
        hint: `if another tool reads it, put ${namespace} into allowNamespaces`,
      };
    }
  },
  failing: [
    { title: "of a public cloud", flavors: [{ extraSpecs: { "ecs:performancetype": "normal" } }] },
    { title: "of the house, not announced", flavors: [{ extraSpecs: { "billing:class": "a", "billing:rate": "2" } }] },
  ],
  passing: [
    {
      title: "of the house, announced",
      flavors: [{ extraSpecs: { "billing:class": "a" } }],
      options: { settings: { allowNamespaces: ["billing"] } },
    },
    { title: "of the SCS standards", flavors: [{ extraSpecs: { "scs:cpu-type": "shared-core" } }] },
  ],
};
