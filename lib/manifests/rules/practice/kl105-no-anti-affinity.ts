// SPDX-License-Identifier: Apache-2.0
import { fieldsAt, listAt, numberAt } from "../../fields.ts";
import type { PodRule } from "../../rule.ts";
import { sampleDeployment } from "../../samples.ts";

const spread = {
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway" },
  ],
};
const apart = { affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 }] } } };

export const noAntiAffinity: PodRule = {
  id: "KL105",
  name: "no-anti-affinity",
  severity: "info",
  scope: "pod",
  what: "Replicas are spread over nodes.",
  why: "All replicas on one node end with that node, which is what replicas are there to survive.",
  sources: [
    "kube-linter no-anti-affinity",
    "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
  ],
  failing: [
    { title: "two replicas", objects: [sampleDeployment({}, { replicas: 2 })] },
    {
      title: "affinity to nodes alone",
      objects: [sampleDeployment({ affinity: { nodeAffinity: {} } }, { replicas: 3 })],
    },
  ],
  passing: [
    { title: "one replica", objects: [sampleDeployment()] },
    { title: "a spread constraint", objects: [sampleDeployment(spread, { replicas: 2 })] },
    { title: "anti-affinity", objects: [sampleDeployment(apart, { replicas: 2 })] },
  ],
  *check({ owner, spec, path }) {
    if (owner.kind !== "Deployment" && owner.kind !== "StatefulSet" && owner.kind !== "ReplicaSet") return;
    if ((numberAt(owner.value, "spec", "replicas") ?? 1) < 2) return;
    if (
      listAt(spec, "topologySpreadConstraints").length > 0 ||
      fieldsAt(spec, "affinity", "podAntiAffinity") !== undefined
    )
      return;
    yield {
      message: "nothing keeps the replicas on different nodes",
      at: { path, field: "topologySpreadConstraints" },
      hint: "add a topologySpreadConstraint over kubernetes.io/hostname with whenUnsatisfiable: ScheduleAnyway",
    };
  },
};
