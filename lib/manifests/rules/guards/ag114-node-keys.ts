// SPDX-License-Identifier: Apache-2.0
import { fieldsAt, textAt } from "../../fields.ts";
import { harmlessNodeLabels, harmlessTaints } from "../../guards.ts";
import type { PodRule } from "../../rule.ts";
import { samplePod } from "../../samples.ts";
import { nodeTerms } from "./ag113-node-choice.ts";
import { fieldsIn } from "./facts.ts";
import { sampleRails } from "./samples.ts";

const settings = sampleRails({ nodeKeys: ["nvidia.com/gpu"] });

export const nodeKeys: PodRule = {
  id: "AG114",
  name: "node-keys",
  severity: "error",
  scope: "pod",
  what: "Pods tolerate and choose nodes only by the keys that the organizers allow.",
  why: "Taints and labels mark nodes that are kept for somebody; the event's admission refuses the keys of others.",
  sources: ["https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/"],
  failing: [
    {
      title: "the control plane's taint",
      objects: [samplePod({ tolerations: [{ key: "node-role.kubernetes.io/control-plane", operator: "Exists" }] })],
      settings,
    },
    { title: "every taint", objects: [samplePod({ tolerations: [{ operator: "Exists" }] })] },
    { title: "nodes of others", objects: [samplePod({ nodeSelector: { "example.org/team": "bee" } })], settings },
  ],
  passing: [
    {
      title: "allowed keys",
      objects: [
        samplePod({
          tolerations: [{ key: "nvidia.com/gpu", operator: "Exists" }],
          nodeSelector: { "nvidia.com/gpu": "true", "kubernetes.io/arch": "amd64" },
        }),
      ],
      settings,
    },
    {
      title: "Kubernetes' own taints",
      objects: [samplePod({ tolerations: [{ key: "node.kubernetes.io/not-ready", operator: "Exists" }] })],
      settings,
    },
    { title: "keys are not known", objects: [samplePod({ nodeSelector: { "example.org/team": "bee" } })] },
  ],
  *check({ spec, path }, { settings: { guardRails } }) {
    const keys = guardRails?.nodeKeys;
    const hint = "remove it, or ask the organizers for these nodes";
    for (const { value, path: place } of fieldsIn(spec, path, "tolerations")) {
      const key = textAt(value, "key") ?? "";
      if (key !== "" && (keys === undefined || key.startsWith(harmlessTaints) || keys.includes(key))) continue;
      yield {
        message: key === "" ? "the pod tolerates every taint" : "the pod tolerates a taint of others",
        at: { path: place, field: "tolerations" },
        seen: key === "" ? "no key" : key,
        allowed: [`${harmlessTaints}*`, ...(keys ?? [])].join(", "),
        hint,
      };
    }
    if (keys === undefined) return;
    const allowed = [...harmlessNodeLabels, ...keys];
    const chosen = [
      ...Object.keys(fieldsAt(spec, "nodeSelector") ?? {}).map((key) => ({
        value: key,
        path: [...path, "nodeSelector", key],
      })),
      ...nodeTerms(spec, path).flatMap((term) =>
        fieldsIn(term.value, term.path, "matchExpressions").map((each) => ({
          value: textAt(each.value, "key") ?? "",
          path: each.path,
        })),
      ),
    ];
    for (const { value, path: place } of chosen)
      if (!allowed.includes(value))
        yield {
          message: "the pod chooses nodes by a label of others",
          at: { path: place, field: "nodeSelector" },
          seen: value,
          allowed: allowed.join(", "),
          hint,
        };
  },
};
