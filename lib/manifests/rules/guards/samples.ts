// SPDX-License-Identifier: Apache-2.0
import type { GuardRails } from "../../../model/light.ts";
import type { Fields } from "../../fields.ts";
import type { ManifestSettings } from "../../settings.ts";

/** Guard rails of the examples. */
export function sampleRails(over: Partial<GuardRails> = {}): Partial<ManifestSettings> {
  return {
    guardRails: {
      registries: [],
      digests: false,
      domain: "hack.example.org",
      priorityClasses: [],
      nodeKeys: [],
      nodeNetworks: [],
      operators: { namespaces: ["elastic-system"], apiServer: [] },
      gateway: { namespace: "gateways", name: "shared" },
      networkPolicies: "standard",
      off: [],
      ...over,
    },
    team: { event: "lugano", team: "ant", namespaces: ["lugano-ant"] },
  };
}

export function sampleIngress(spec: Fields, annotations: Fields = {}): Fields {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "web", annotations },
    spec: { ingressClassName: "nginx", ...spec },
  };
}

export function sampleIngressRule(host?: string): Fields {
  const backend = { service: { name: "web", port: { number: 80 } } };
  return { ...(host === undefined ? {} : { host }), http: { paths: [{ path: "/", pathType: "Prefix", backend }] } };
}

export function sampleRoute(spec: Fields = {}): Fields {
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name: "web", namespace: "lugano-ant" },
    spec: {
      parentRefs: [{ namespace: "gateways", name: "shared" }],
      hostnames: ["web.ant.hack.example.org"],
      rules: [{ backendRefs: [{ name: "web", port: 80 }] }],
      ...spec,
    },
  };
}

export function sampleService(spec: Fields = {}, annotations: Fields = {}): Fields {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web", annotations },
    spec: { selector: { app: "app" }, ports: [{ name: "http", port: 80 }], ...spec },
  };
}

export function sampleClaim(spec: Fields = {}): Fields {
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "data" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } }, ...spec },
  };
}
