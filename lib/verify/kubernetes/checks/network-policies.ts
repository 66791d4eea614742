// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from "node:util";
import { at, isFields, textAt } from "../../../manifests/index.ts";
import type { KubernetesCheck } from "../probe.ts";

export const networkPolicies: KubernetesCheck = {
  code: "VK137",
  name: "network-policies",
  proves: "The network policies of the plan are there, as planned.",
  hint: "Put them back: bivouac up for this team. Without the one that denies all, every pod of the cluster reaches the team's.",
  probes: (asking) =>
    asking.planned("NetworkPolicy").map((planned) => {
      const name = textAt(planned, "metadata", "name") ?? "";
      return {
        probe: `network policy ${name} as planned`,
        expected: "present",
        async ask() {
          const live = await asking.find(asking.path("apis/networking.k8s.io/v1:networkpolicies", name));
          if (live === undefined) return "no such policy";
          const [wanted, seen] = [sorted(at(planned, "spec")), sorted(at(live, "spec"))];
          return isDeepStrictEqual(wanted, seen) ? undefined : `another policy: ${JSON.stringify(at(live, "spec"))}`;
        },
      };
    }),
};

/** As the apiserver writes it: what is absent, empty or the default is the same, except in a rule's own lists. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined && item !== null && !(Array.isArray(item) && item.length === 0))
      .map(([key, item]): [string, unknown] => [
        key,
        key === "policyTypes" && Array.isArray(item) ? item.map(String).toSorted() : sorted(item),
      ])
      .concat("port" in value && !("protocol" in value) ? [["protocol", "TCP"]] : [])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
