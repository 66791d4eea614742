// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { PodRule } from "../../rule.ts";
import { sampleDeployment, samplePod } from "../../samples.ts";
import { find } from "./labels.ts";

const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "robot" } };

export const nonExistentServiceAccount: PodRule = {
  id: "KL107",
  name: "non-existent-service-account",
  severity: "warning",
  scope: "pod",
  what: "The ServiceAccount of a pod is among the objects, or exists.",
  why: "Without it no pod is made; a workload only says so in its events.",
  sources: ["kube-linter non-existent-service-account", "kubernetes plugin/pkg/admission/serviceaccount/admission.go"],
  failing: [
    { title: "none of that name", objects: [sampleDeployment({ serviceAccountName: "robot" })] },
    {
      title: "in another namespace",
      objects: [
        samplePod({ serviceAccountName: "robot" }),
        { ...account, metadata: { name: "robot", namespace: "other" } },
      ],
    },
  ],
  passing: [
    { title: "beside it", objects: [sampleDeployment({ serviceAccountName: "robot" }), account] },
    { title: "in the cluster", objects: [sampleDeployment({ serviceAccountName: "robot" })], around: [account] },
    { title: "the namespace's own", objects: [sampleDeployment({ serviceAccountName: "default" })] },
  ],
  *check({ owner, spec, path }, { set }) {
    const name = textAt(spec, "serviceAccountName") ?? textAt(spec, "serviceAccount") ?? "default";
    if (name === "" || name === "default" || find(set, "", "ServiceAccount", owner.namespace, name) !== undefined)
      return;
    yield {
      message: `no ServiceAccount ${name} is among the objects`,
      at: { path: [...path, "serviceAccountName"], field: "serviceAccountName" },
      seen: name,
      hint: "add it, or leave the field out",
    };
  },
};
