// SPDX-License-Identifier: Apache-2.0
import { importantResources, importantRights, tellingRights } from "../important.ts";
import type { Asking } from "../asking.ts";
import type { KubernetesCheck, Probe } from "../probe.ts";
import { questions } from "../question.ts";
import { rightProbes } from "../right-probe.ts";
import { rightInWords, singleRights } from "../rules.ts";

/** Up to this many other namespaces are asked about with every verb; of more, only what says most, and the list of rights. */
const most = 8;

export const otherNamespaces: KubernetesCheck = {
  code: "VK102",
  name: "other-namespaces",
  proves: "The team has no right on anything in the namespace of any other team.",
  hint: "Find who gives it: kubectl get rolebindings,clusterrolebindings -A -o wide, and look for the team's ServiceAccount or its groups; remove that binding.",
  probes(asking) {
    const { others } = asking.team;
    const rights = others.length <= most ? importantRights : tellingRights;
    return others.flatMap((namespace) => [
      ...rightProbes(asking, questions(rights, { namespace }), "refused"),
      ...rightProbes(
        asking,
        questions([["namespaces", ["get", "update", "patch", "delete"]]], { namespace, name: namespace }),
        "refused",
      ),
      reviewProbe(asking, namespace),
    ]);
  },
};

const important = new Set(["*", ...importantResources.map((resource) => resource.split(".", 1)[0] ?? "")]);

// A second source: the authorizer's own list of what holds there.
function reviewProbe(asking: Asking, namespace: string): Probe {
  return {
    probe: `rights listed for ${namespace}`,
    expected: "absent",
    async ask() {
      const found = singleRights(await asking.rules(namespace)).filter(({ resource }) =>
        important.has(resource.split("/", 1)[0] ?? ""),
      );
      return found.length === 0 ? undefined : some(found.map(rightInWords));
    },
  };
}

function some(all: readonly string[]): string {
  const different = [...new Set(all)];
  const more = different.length - 5;
  return `${different.slice(0, 5).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
