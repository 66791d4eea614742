// SPDX-License-Identifier: Apache-2.0
import { fieldsAt, textsAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleDeployment } from "../../samples.ts";

export const mismatchingSelector: ObjectRule = {
  id: "KL104",
  name: "mismatching-selector",
  severity: "error",
  scope: "object",
  kinds: ["Deployment.apps", "StatefulSet.apps", "DaemonSet.apps", "ReplicaSet.apps"],
  what: "A workload's selector selects the pods of its own template.",
  why: "The apiserver refuses the workload: `selector` does not match template `labels`.",
  sources: ["kube-linter mismatching-selector", "kubernetes pkg/apis/apps/validation/validation.go"],
  failing: [
    { title: "another value", objects: [sampleDeployment({}, { selector: { matchLabels: { app: "web" } } })] },
    {
      title: "a label more",
      objects: [sampleDeployment({}, { selector: { matchLabels: { app: "app", tier: "web" } } })],
    },
  ],
  passing: [
    { title: "the same", objects: [sampleDeployment()] },
    {
      title: "fewer than the template has",
      objects: [sampleDeployment({}, { template: { metadata: { labels: { app: "app", a: "b" } }, spec: {} } })],
    },
  ],
  *check({ value, pod }) {
    if (pod === undefined || fieldsAt(value, "spec", "selector", "matchLabels") === undefined) return;
    const labels = textsAt(pod.metadata, "labels");
    for (const [key, wanted] of Object.entries(textsAt(value, "spec", "selector", "matchLabels"))) {
      const seen = Object.hasOwn(labels, key) ? labels[key] : undefined;
      if (seen === wanted) continue;
      yield {
        message: `the template's pods do not have the label ${key}=${wanted} that the selector wants`,
        at: { path: ["spec", "selector", "matchLabels", key], field: "selector" },
        seen: seen ?? "no such label",
        allowed: wanted,
        hint: "write the same labels in both; a selector cannot be changed later",
      };
    }
  },
};
