// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleDeployment } from "../../samples.ts";
import { find } from "./labels.ts";

const scaler = (kind: string, name: string): Readonly<Record<string, unknown>> => ({
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "app" },
  spec: { scaleTargetRef: { apiVersion: "apps/v1", kind, name }, maxReplicas: 3 },
});
const kinds = new Set(["Deployment", "StatefulSet", "ReplicaSet"]);

export const scaleTargetMissing: ObjectRule = {
  id: "KL131",
  name: "scale-target-missing",
  severity: "warning",
  scope: "object",
  kinds: ["HorizontalPodAutoscaler.autoscaling"],
  what: "What a HorizontalPodAutoscaler scales is among the objects, or exists.",
  why: "Without its target it scales nothing, and says so in its status alone.",
  sources: [
    "kube-linter dangling-horizontalpodautoscaler",
    "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
  ],
  failing: [
    { title: "another name", objects: [scaler("Deployment", "web"), sampleDeployment()] },
    { title: "another kind", objects: [scaler("StatefulSet", "app"), sampleDeployment()] },
  ],
  passing: [
    { title: "it is there", objects: [scaler("Deployment", "app"), sampleDeployment()] },
    { title: "a kind that is not known here", objects: [scaler("Rollout", "app")] },
  ],
  *check({ value, namespace }, { set }) {
    const kind = textAt(value, "spec", "scaleTargetRef", "kind") ?? "";
    const name = textAt(value, "spec", "scaleTargetRef", "name") ?? "";
    if (!kinds.has(kind) || find(set, "apps", kind, namespace, name) !== undefined) return;
    yield {
      message: `there is no ${kind} ${name} to scale`,
      at: { path: ["spec", "scaleTargetRef", "name"], field: "scaleTargetRef" },
      seen: `${kind} ${name}`,
      hint: "name the workload that it is for",
    };
  },
};
