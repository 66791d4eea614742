// SPDX-License-Identifier: Apache-2.0
import { fieldsAt, textAt } from "../../fields.ts";
import type { Fields } from "../../fields.ts";
import { usualScheduler } from "../../guards.ts";
import type { PodRule } from "../../rule.ts";
import { samplePod } from "../../samples.ts";
import { fieldsIn, type Found } from "./facts.ts";

const byName = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In", values: ["node-7"] }] }],
    },
  },
};

export const nodeChoice: PodRule = {
  id: "AG113",
  name: "node-choice",
  severity: "error",
  scope: "pod",
  what: "The scheduler chooses the node.",
  why: "nodeName passes the scheduler by, and with it the taints that keep nodes for others; the event's admission refuses it.",
  sources: ["https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename"],
  failing: [
    { title: "nodeName", objects: [samplePod({ nodeName: "node-7" })] },
    { title: "the node's name as a field", objects: [samplePod({ affinity: byName })] },
    { title: "another scheduler", objects: [samplePod({ schedulerName: "own" })] },
  ],
  passing: [
    { title: "nothing said", objects: [samplePod()] },
    { title: "the usual scheduler", objects: [samplePod({ schedulerName: usualScheduler })] },
  ],
  *check({ spec, path }) {
    const told = (field: string, where: Found<unknown>["path"], seen: string) => ({
      message: "the pod chooses its node itself",
      at: { path: where, field },
      seen,
      hint: `leave ${field} out: the scheduler chooses the node`,
    });
    const node = textAt(spec, "nodeName") ?? "";
    if (node !== "") yield told("nodeName", [...path, "nodeName"], node);
    const scheduler = textAt(spec, "schedulerName") ?? "";
    if (scheduler !== "" && scheduler !== usualScheduler)
      yield told("schedulerName", [...path, "schedulerName"], scheduler);
    for (const term of nodeTerms(spec, path))
      for (const match of fieldsIn(term.value, term.path, "matchFields"))
        yield told("matchFields", match.path, textAt(match.value, "key") ?? "");
  },
};

/** All terms of a pod's node affinity. */
export function nodeTerms(spec: Fields, path: Found<unknown>["path"]): Found<Fields>[] {
  const required = ["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"];
  const preferred = ["affinity", "nodeAffinity", "preferredDuringSchedulingIgnoredDuringExecution"];
  return [
    ...fieldsIn(spec, path, ...required),
    ...fieldsIn(spec, path, ...preferred).flatMap((each) => {
      const preference = fieldsAt(each.value, "preference");
      return preference === undefined ? [] : [{ value: preference, path: [...each.path, "preference"] }];
    }),
  ];
}
