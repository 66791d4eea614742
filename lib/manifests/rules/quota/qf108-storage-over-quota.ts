// SPDX-License-Identifier: Apache-2.0
import type { SetRule } from "../../rule.ts";
import { sampleDeployment } from "../../samples.ts";
import { exceeded } from "./namespaces.ts";
import { sampleClaim, sampleQuota } from "./samples.ts";

const database = (replicas: number) => ({
  ...sampleDeployment({}, { replicas, volumeClaimTemplates: [sampleClaim("10Gi", { storageClassName: "fast" })] }),
  kind: "StatefulSet",
});

export const storageOverQuota: SetRule = {
  id: "QF108",
  name: "storage-over-quota",
  severity: "error",
  scope: "set",
  what: "All volume claims of a namespace together stay inside its quota, by class too.",
  why: "The apiserver refuses the claim, and the pods that want it wait. Claims of a StatefulSet stay when it is scaled down.",
  sources: ["k8s.io/kubernetes pkg/quota/v1/evaluator/core/persistent_volume_claims.go"],
  failing: [
    {
      title: "a claim that is too large",
      objects: [sampleClaim("100Gi")],
      around: [sampleQuota({ "requests.storage": "20Gi" })],
    },
    {
      title: "claims of a StatefulSet in a small class",
      objects: [database(3)],
      around: [sampleQuota({ "requests.storage": "1Ti", "fast.storageclass.storage.k8s.io/requests.storage": "20Gi" })],
    },
    {
      title: "more claims than are given",
      objects: [database(3)],
      around: [sampleQuota({ persistentvolumeclaims: "2" })],
    },
  ],
  passing: [
    { title: "as much as there is", objects: [database(2)], around: [sampleQuota({ "requests.storage": "20Gi" })] },
    {
      title: "another class",
      objects: [sampleClaim("100Gi", { storageClassName: "slow" })],
      around: [sampleQuota({ "fast.storageclass.storage.k8s.io/requests.storage": "20Gi" })],
    },
  ],
  *check(set, context) {
    yield* exceeded(set, context, isStorage);
  },
};

function isStorage(resource: string): boolean {
  return (
    /^(requests\.storage|persistentvolumeclaims|count\/persistentvolumeclaims)$/.test(resource) ||
    resource.includes(".storageclass.storage.k8s.io/")
  );
}
