// SPDX-License-Identifier: Apache-2.0
import { flagAt, textAt } from "../../fields.ts";
import type { PodRule } from "../../rule.ts";
import { sampleDeployment, samplePod } from "../../samples.ts";
import { sampleRails } from "./samples.ts";

const settings = sampleRails({ priorityClasses: ["batch"] });

export const priorityClass: PodRule = {
  id: "AG112",
  name: "priority-class",
  severity: "error",
  scope: "pod",
  what: "Pods name a priority class that the organizers allow, or none.",
  why: "A pod of higher priority drives the pods of other teams from their nodes; the event's admission refuses it.",
  sources: ["https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/"],
  failing: [
    { title: "a class of the cluster", objects: [samplePod({ priorityClassName: "system-node-critical" })], settings },
    { title: "in a Deployment", objects: [sampleDeployment({ priorityClassName: "high" })], settings },
  ],
  passing: [
    { title: "none", objects: [samplePod()], settings },
    { title: "an allowed one", objects: [samplePod({ priorityClassName: "batch" })], settings },
  ],
  *check({ spec, path }, { settings: { guardRails }, set }) {
    const name = textAt(spec, "priorityClassName") ?? "";
    if (guardRails === undefined || name === "" || guardRails.priorityClasses.includes(name)) return;
    const usual = set
      .of("scheduling.k8s.io", "PriorityClass")
      .some((each) => each.name === name && flagAt(each.value, "globalDefault") === true);
    if (!usual)
      yield {
        message: "the organizers do not allow this priority class",
        at: { path: [...path, "priorityClassName"], field: "priorityClassName" },
        seen: name,
        allowed: guardRails.priorityClasses.length === 0 ? "none" : guardRails.priorityClasses.join(", "),
        hint: "leave priorityClassName out, or ask the organizers",
      };
  },
};
