// SPDX-License-Identifier: Apache-2.0
import { at, fieldsAt, numberAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleDeployment } from "../../samples.ts";
import { selected } from "./labels.ts";

const budget = (spec: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "app" },
  spec: { selector: { matchLabels: { app: "app" } }, ...spec },
});

export const disruptionBudgetBlocks: ObjectRule = {
  id: "KL123",
  name: "disruption-budget-blocks",
  severity: "warning",
  scope: "object",
  kinds: ["PodDisruptionBudget.policy"],
  what: "A PodDisruptionBudget lets at least one pod be moved.",
  why: "A budget that allows no disruption keeps nodes from being drained: their upgrade waits until somebody deletes the budget.",
  sources: [
    "kube-linter pdb-min-available",
    "kube-linter pdb-max-unavailable",
    "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
  ],
  failing: [
    { title: "none may be away", objects: [budget({ maxUnavailable: 0 })] },
    { title: "all must be there", objects: [budget({ minAvailable: "100%" })] },
    { title: "as many as there are", objects: [budget({ minAvailable: 2 }), sampleDeployment({}, { replicas: 2 })] },
  ],
  passing: [
    { title: "one at a time", objects: [budget({ maxUnavailable: 1 })] },
    { title: "one of two stays", objects: [budget({ minAvailable: 1 }), sampleDeployment({}, { replicas: 2 })] },
  ],
  *check({ value, namespace }, { set }) {
    const most = at(value, "spec", "maxUnavailable");
    const least = at(value, "spec", "minAvailable");
    const selector = fieldsAt(value, "spec", "selector");
    if (most === 0 || most === "0%" || most === "0") yield told("maxUnavailable", most);
    if (least === "100%") yield told("minAvailable", least);
    if (typeof least !== "number" || least <= 0 || selector === undefined) return;
    const workloads = (selected(set, namespace, selector) ?? []).map(({ manifest }) => manifest);
    const scaled = workloads.every(({ group, kind }) => group === "apps" && kind !== "DaemonSet");
    if (workloads.length === 0 || !scaled) return;
    const pods = workloads.reduce((sum, each) => sum + (numberAt(each.value, "spec", "replicas") ?? 1), 0);
    if (pods > 0 && least >= pods) yield { ...told("minAvailable", least), allowed: `at most ${pods - 1} of ${pods}` };
  },
};

function told(field: string, seen: string | number) {
  return {
    message: "the budget allows no pod to be moved",
    at: { path: ["spec", field], field },
    seen: String(seen),
    hint: "write maxUnavailable: 1",
  };
}
