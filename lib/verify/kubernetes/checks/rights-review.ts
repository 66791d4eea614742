// SPDX-License-Identifier: Apache-2.0
import type { KubernetesCheck } from "../probe.ts";
import { readVerbs } from "../question.ts";
import { isCovered, isSelfReview, plannedRules, rightInWords, singleRights } from "../rules.ts";
import { serviceAccount } from "../team-account.ts";

/** The authorizer's own list of the team's rights: the second source beside single questions. */
export const rightsReview: KubernetesCheck = {
  code: "VK109",
  name: "rights-review",
  proves:
    "Among all rights that the cluster lists for the team there is no wildcard, and none to change things that the plan does not give.",
  hint: "Compare kubectl auth can-i --list with the plan (bivouac synth --stdout): remove the Role or binding that nobody planned.",
  async probes(asking) {
    const { namespace, team } = asking;
    const granted = singleRights(plannedRules(team.planned, namespace, serviceAccount));
    const held = singleRights(await asking.rules(namespace)).filter((right) => !isSelfReview(right));
    const wild = held.filter(({ group, resource, verb }) => [group, resource, verb].includes("*"));
    const more = held.filter(
      (right) =>
        !wild.includes(right) &&
        (!readVerbs.includes(right.verb) || right.resource === "secrets") &&
        !isCovered(right, granted),
    );
    const found = (rights: typeof held): Promise<string | undefined> =>
      Promise.resolve(rights.length === 0 ? undefined : [...new Set(rights.map(rightInWords))].join(", "));
    return [
      { probe: `wildcards among the rights in ${namespace}`, expected: "absent", ask: () => found(wild) },
      { probe: `unplanned rights in ${namespace}`, expected: "absent", ask: () => found(more) },
    ];
  },
};
