// SPDX-License-Identifier: Apache-2.0
import { type Fields, fieldsAt, isFields } from "../../fields.ts";
import { labelTest } from "../../network/index.ts";
import { isEmptySelector } from "../../network/selector.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleDeployment } from "../../samples.ts";
import { samplePolicy } from "./samples.ts";
import { isGuardRail, podsIn, policyKinds } from "./views.ts";

const app: Fields = { ...sampleDeployment(), metadata: { name: "app", namespace: "team" } };

export const selectsNothing: ObjectRule = {
  id: "NP103",
  name: "selects-nothing",
  severity: "warning",
  scope: "object",
  kinds: policyKinds,
  what: "A policy selects a pod of its namespace.",
  why: "A policy whose selector meets no pod does nothing, and the pods that it was written for stay open.",
  sources: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource"],
  failing: [
    { title: "a slip in the label", objects: [app, samplePolicy({ podSelector: { matchLabels: { app: "apps" } } })] },
    {
      title: "the labels of the Deployment, not of its pods",
      objects: [
        { ...app, metadata: { name: "app", namespace: "team", labels: { tier: "web" } } },
        samplePolicy({ podSelector: { matchLabels: { tier: "web" } } }),
      ],
    },
  ],
  passing: [
    { title: "the label of the pods", objects: [app, samplePolicy({ podSelector: { matchLabels: { app: "app" } } })] },
    { title: "all pods", objects: [app, samplePolicy({ podSelector: {} })] },
    {
      title: "the workloads are not known",
      objects: [samplePolicy({ podSelector: { matchLabels: { app: "apps" } } })],
    },
  ],
  *check(manifest, { set }) {
    const selector = fieldsAt(manifest.value, "spec", "podSelector");
    if (!isFields(selector) || isEmptySelector(selector) || isGuardRail(manifest)) return;
    const pods = podsIn(set, manifest.namespace);
    const test = labelTest(selector);
    if (pods.length === 0 || pods.some(({ pod }) => test(pod.labels))) return;
    yield {
      message: `the selector meets none of the ${pods.length} pods of the namespace ${manifest.namespace}`,
      at: { path: ["spec", "podSelector"], field: "podSelector" },
      seen: JSON.stringify(selector),
      hint: "compare it with the labels under spec.template.metadata of the workloads",
    };
  },
};
