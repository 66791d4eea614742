// SPDX-License-Identifier: Apache-2.0
import { fieldsAt, numberAt } from "../../fields.ts";
import type { SetRule } from "../../rule.ts";
import { sampleDeployment } from "../../samples.ts";
import { selected } from "./labels.ts";

const budget = (spec: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "app" },
  spec: { selector: { matchLabels: { app: "app" } }, ...spec },
});

export const disruptionBudgetMissing: SetRule = {
  id: "KL122",
  name: "disruption-budget-missing",
  severity: "info",
  scope: "set",
  what: "Two or more replicas have a PodDisruptionBudget.",
  why: "A drain of nodes may otherwise take all replicas away at the same time.",
  sources: ["https://kubernetes.io/docs/tasks/run-application/configure-pdb/"],
  failing: [
    { title: "none", objects: [sampleDeployment({}, { replicas: 2 })] },
    {
      title: "one of others",
      objects: [sampleDeployment({}, { replicas: 2 }), budget({ selector: { matchLabels: { app: "b" } } })],
    },
  ],
  passing: [
    { title: "one", objects: [sampleDeployment({}, { replicas: 2 }), budget({ maxUnavailable: 1 })] },
    { title: "a single replica", objects: [sampleDeployment()] },
  ],
  *check(set) {
    const held = new Set(
      set.of("policy", "PodDisruptionBudget").flatMap(({ value, namespace }) => {
        const selector = fieldsAt(value, "spec", "selector");
        return (selector === undefined ? [] : (selected(set, namespace, selector) ?? [])).map(
          ({ manifest }) => manifest,
        );
      }),
    );
    for (const manifest of set.manifests) {
      if (manifest.group !== "apps" || (manifest.kind !== "Deployment" && manifest.kind !== "StatefulSet")) continue;
      if ((numberAt(manifest.value, "spec", "replicas") ?? 1) < 2 || held.has(manifest)) continue;
      yield {
        manifest,
        message: "no PodDisruptionBudget selects the replicas",
        at: { path: ["spec", "replicas"], field: "replicas" },
        hint: "add one with maxUnavailable: 1",
      };
    }
  },
};
