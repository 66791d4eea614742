// SPDX-License-Identifier: Apache-2.0
import { computeUsage, countsPod, demandedKeys } from "../../quota/index.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleContainer, sampleDeployment, samplePod } from "../../samples.ts";
import { budgetOf } from "./namespaces.ts";
import { sampleLimits, sampleQuota } from "./samples.ts";

const bare = { containers: [sampleContainer({ resources: {} })] };
const quota = sampleQuota({ "requests.cpu": "4", "limits.memory": "8Gi" });

export const quotaWantsValue: ObjectRule = {
  id: "QF101",
  name: "quota-wants-value",
  severity: "error",
  scope: "object",
  what: "Each container names the CPU and memory that a quota of its namespace counts, or a LimitRange does.",
  why: "The apiserver refuses a pod that a quota cannot count. A Deployment or Job is taken all the same, and no pod of it ever comes.",
  sources: [
    "k8s.io/kubernetes pkg/quota/v1/evaluator/core/pods.go, Constraints",
    "https://kubernetes.io/docs/concepts/policy/resource-quotas/#requests-compared-to-limits",
  ],
  failing: [
    { title: "nothing said under a quota", objects: [samplePod(bare)], around: [quota] },
    {
      title: "a LimitRange that gives memory only",
      objects: [sampleDeployment(bare)],
      around: [quota, sampleLimits({ default: { memory: "512Mi" } })],
    },
    {
      title: "an init container without them",
      objects: [samplePod({ initContainers: [sampleContainer({ name: "init", resources: {} })] })],
      around: [quota],
    },
  ],
  passing: [
    { title: "all said", objects: [samplePod()], around: [quota] },
    {
      title: "defaults of a LimitRange",
      objects: [sampleDeployment(bare)],
      around: [quota, sampleLimits({ default: { cpu: "500m", memory: "512Mi" } })],
    },
    {
      title: "resources of the whole pod",
      objects: [samplePod({ ...bare, resources: { limits: { cpu: "1", memory: "1Gi" } } })],
      around: [quota],
    },
    {
      title: "a quota that counts other pods",
      objects: [samplePod(bare)],
      around: [sampleQuota({ "requests.cpu": "4" }, { scopes: ["Terminating"] })],
    },
  ],
  *check(manifest, context) {
    const budget = budgetOf(manifest.namespace, context);
    const charge = budget?.podOf(manifest);
    if (budget === undefined || charge === undefined || charge.pod.whole !== undefined) return;
    const wanted = new Map<string, string>();
    for (const each of budget.quotas)
      if (countsPod(each, charge.pod)) for (const key of demandedKeys(each)) wanted.set(key, each.manifest.name);
    if (wanted.size === 0) return;
    for (const { name, path, requests, limits } of charge.pod.containers) {
      const given = computeUsage(requests, limits);
      const missing = [...wanted.keys()].filter((key) => !given.has(key));
      // `cpu` and `requests.cpu` are the same value.
      const values = [
        ...new Set(
          missing.map((key) => (key.startsWith("limits.") ? key : `requests.${key.replace("requests.", "")}`)),
        ),
      ];
      if (values.length === 0) continue;
      const quotas = [...new Set(missing.map((key) => wanted.get(key)))];
      yield {
        message: `container ${name} names no ${values.join(", ")}, which the quota ${quotas.join(", ")} counts`,
        at: { path: [...path, "resources"], field: "resources" },
        seen: "no value, and no default of a LimitRange",
        allowed: values.map((value) => `resources.${value}`).join(", "),
        hint: `set ${values.map((value) => `resources.${value}`).join(" and ")}`,
      };
    }
  },
};
