// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "./fields.ts";

// What examples of rules are made of: objects that pass every rule, to be changed in one place.

/** A container that passes everything, with `over` laid over its fields. */
export function sampleContainer(over: Fields = {}): Fields {
  return {
    name: "app",
    image: "registry.example.org/app@sha256:7173b809ca12ec5dee4506cd86be934c4596dd234ee82c0662eac04a8c2c71dc",
    imagePullPolicy: "Always",
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "100m", memory: "128Mi" } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    },
    ...over,
  };
}

/** A pod's spec that passes everything, with `over` laid over its fields. */
export function samplePodSpec(over: Fields = {}): Fields {
  return {
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
    containers: [sampleContainer()],
    ...over,
  };
}

/** A bare pod. */
export function samplePod(spec: Fields = {}, metadata: Fields = {}): Fields {
  return { apiVersion: "v1", kind: "Pod", metadata: { name: "app", ...metadata }, spec: samplePodSpec(spec) };
}

/** A Deployment of one replica around such a pod; `over` is laid over its `spec`. */
export function sampleDeployment(pod: Fields = {}, over: Fields = {}): Fields {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "app" },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: "app" } },
      template: { metadata: { labels: { app: "app" } }, spec: samplePodSpec(pod) },
      ...over,
    },
  };
}
