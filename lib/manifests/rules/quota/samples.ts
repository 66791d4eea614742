// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../fields.ts";

/** A ResourceQuota of the default namespace. */
export function sampleQuota(hard: Fields, spec: Fields = {}): Fields {
  return { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "quota" }, spec: { hard, ...spec } };
}

/** A LimitRange with one entry. */
export function sampleLimits(limits: Fields, type = "Container"): Fields {
  return {
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: { name: "limits" },
    spec: { limits: [{ type, ...limits }] },
  };
}

/** Resources of a container: requests and limits alike. */
export function sampleResources(amounts: Fields): Fields {
  return { resources: { requests: amounts, limits: amounts } };
}

export function sampleClaim(storage: string, spec: Fields = {}): Fields {
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "data" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } }, ...spec },
  };
}

export function sampleService(type: string): Fields {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web" },
    spec: { type, selector: { app: "app" }, ports: [{ port: 80 }, { name: "tls", port: 443 }] },
  };
}
