// SPDX-License-Identifier: Apache-2.0
import type { KubernetesCheck } from "../probe.ts";
import { allVerbs, inWords, questions, readVerbs, type Right } from "../question.ts";
import { rightProbes } from "../right-probe.ts";
import { plannedRules, singleRights } from "../rules.ts";
import { serviceAccount } from "../team-account.ts";

const work: readonly Right[] = [
  ["pods", allVerbs],
  ["pods/exec", ["create"]],
  ["pods/attach", ["create"]],
  ["pods/portforward", ["create"]],
  ["pods/log", ["get"]],
  ["services", allVerbs],
  ["configmaps", allVerbs],
  ["secrets", allVerbs],
  ["persistentvolumeclaims", allVerbs],
  ["deployments.apps", allVerbs],
  ["deployments.apps/scale", ["get", "update", "patch"]],
  ["statefulsets.apps", allVerbs],
  ["jobs.batch", allVerbs],
  ["cronjobs.batch", allVerbs],
  ["horizontalpodautoscalers.autoscaling", allVerbs],
  ["poddisruptionbudgets.policy", allVerbs],
  ["ingresses.networking.k8s.io", allVerbs],
  ["events", readVerbs],
  ["resourcequotas", readVerbs],
  ["limitranges", readVerbs],
  ["networkpolicies.networking.k8s.io", readVerbs],
];

/** A guard rail that also stops work is as wrong as one that is missing. */
export const ownNamespace: KubernetesCheck = {
  code: "VK101",
  name: "own-namespace",
  proves: "The team may do its work in its own namespace: deploy, scale, look, log in to its pods, keep secrets.",
  hint: "Put the team's Role and RoleBinding back: bivouac up for this team; the RoleBinding must name the team's ServiceAccount.",
  probes(asking) {
    const { namespace, team } = asking;
    const asked = new Set<string>();
    const all = [
      ...questions(work, { namespace }),
      ...questions([["namespaces", ["get"]]], { namespace, name: namespace }),
      // What the plan gives beside that.
      ...singleRights(plannedRules(team.planned, namespace, serviceAccount))
        .filter(({ names, verb, resource }) => names.length === 0 && verb !== "*" && resource !== "*")
        .map(({ group, resource, verb }) => ({ verb, group, resource, namespace })),
    ].filter((question) => {
      const key = inWords(question);
      return !asked.has(key) && asked.add(key);
    });
    return rightProbes(asking, all, "allowed");
  },
};
