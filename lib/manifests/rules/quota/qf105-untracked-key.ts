// SPDX-License-Identifier: Apache-2.0
import { fieldsAt } from "../../fields.ts";
import { isKnownKey, isTracked } from "../../quota/index.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleQuota } from "./samples.ts";

export const untrackedKey: ObjectRule = {
  id: "QF105",
  name: "untracked-key",
  severity: "error",
  scope: "object",
  kinds: ["ResourceQuota"],
  what: "Every key of a quota is one that Kubernetes counts.",
  why: "The apiserver takes such a key and never counts it: it looks like a limit and is none.",
  sources: [
    "k8s.io/kubernetes pkg/quota/v1/evaluator/core/pods.go, isExtendedResourceNameForQuota",
    "https://kubernetes.io/docs/concepts/policy/resource-quotas/#resource-quota-for-extended-resources",
  ],
  failing: [
    { title: "limits of a device", objects: [sampleQuota({ "limits.nvidia.com/gpu": "2" })] },
    { title: "a device without requests.", objects: [sampleQuota({ "nvidia.com/gpu": "2" })] },
    { title: "a key that does not exist", objects: [sampleQuota({ deployments: "10" })] },
  ],
  passing: [
    { title: "requests of a device", objects: [sampleQuota({ "requests.nvidia.com/gpu": "2", "limits.cpu": "4" })] },
    {
      title: "classes and counts",
      objects: [
        sampleQuota({ "fast.storageclass.storage.k8s.io/requests.storage": "1Ti", "count/deployments.apps": "10" }),
      ],
    },
  ],
  *check({ value }) {
    for (const key of Object.keys(fieldsAt(value, "spec", "hard") ?? {})) {
      const known = isKnownKey(key);
      if (known && isTracked(key)) continue;
      const name = key.replace(/^(limits|requests)\./, "");
      yield {
        message: known ? `${key} is taken and never counted` : `${key} is no key of a quota: the apiserver refuses it`,
        at: { path: ["spec", "hard", key], key: true, field: `hard.${key}` },
        seen: key,
        ...(known ? { allowed: `requests.${name}` } : { allowed: `count/${name}.<group>, or a resource` }),
        hint: known ? `write requests.${name}` : `objects are counted as count/${name}.<group>`,
      };
    }
  },
};
