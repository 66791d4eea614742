// SPDX-License-Identifier: Apache-2.0
import type { SetRule } from "../../rule.ts";
import { sampleDeployment } from "../../samples.ts";
import { exceeded } from "./namespaces.ts";
import { sampleQuota, sampleService } from "./samples.ts";

const configMap = (name: string) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data: {} });
const counted = new Set(["services", "configmaps", "secrets", "replicationcontrollers", "resourcequotas"]);

export const objectsOverQuota: SetRule = {
  id: "QF109",
  name: "objects-over-quota",
  severity: "error",
  scope: "set",
  what: "A namespace holds no more objects of a kind than its quota allows, with those that Kubernetes makes itself.",
  why: "The apiserver refuses the next one. A ConfigMap with the cluster's certificate is in every namespace from its start.",
  sources: ["k8s.io/apiserver pkg/quota/v1/generic/evaluator.go"],
  failing: [
    {
      title: "one ConfigMap too many",
      objects: [configMap("a"), configMap("b")],
      around: [sampleQuota({ configmaps: "2" })],
    },
    {
      title: "Deployments where none is given",
      objects: [sampleDeployment()],
      around: [sampleQuota({ "count/deployments.apps": "0" })],
    },
  ],
  passing: [
    { title: "as many as are given", objects: [configMap("a")], around: [sampleQuota({ configmaps: "2" })] },
    {
      title: "kinds that are not counted",
      objects: [sampleService("ClusterIP")],
      around: [sampleQuota({ "count/deployments.apps": "0" })],
    },
  ],
  *check(set, context) {
    yield* exceeded(
      set,
      context,
      (key) => counted.has(key) || (key.startsWith("count/") && key !== "count/persistentvolumeclaims"),
    );
  },
};
