// SPDX-License-Identifier: Apache-2.0
import { listAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleService } from "./samples.ts";

const slice = (endpoints: readonly unknown[]) => ({
  apiVersion: "discovery.k8s.io/v1",
  kind: "EndpointSlice",
  metadata: { name: "web" },
  addressType: "IPv4",
  endpoints,
  ports: [{ name: "http", port: 80 }],
});
const old = (subsets: readonly unknown[]) => ({
  apiVersion: "v1",
  kind: "Endpoints",
  metadata: { name: "web" },
  subsets,
});

export const writtenEndpoints: ObjectRule = {
  id: "AG109",
  name: "written-endpoints",
  severity: "error",
  scope: "object",
  kinds: ["Endpoints", "EndpointSlice.discovery.k8s.io"],
  what: "Addresses of Services are found by Kubernetes, not written.",
  why: "Written ones send a Service, and a gateway that trusts it, to pods of other teams or to the nodes. Teams have no right to write them, and admission refuses it.",
  sources: ["https://github.com/kubernetes/kubernetes/issues/103675"],
  failing: [
    { title: "a slice with an address", objects: [slice([{ addresses: ["10.0.0.7"] }])] },
    { title: "the older kind", objects: [old([{ addresses: [{ ip: "10.0.0.7" }], ports: [{ port: 80 }] }])] },
  ],
  passing: [
    { title: "a slice without addresses", objects: [slice([])] },
    { title: "a selector", objects: [sampleService()] },
  ],
  *check({ kind, value }) {
    const field = kind === "Endpoints" ? "subsets" : "endpoints";
    if (listAt(value, field).length > 0)
      yield {
        message: "addresses of a Service are written by hand",
        at: { path: [field], field },
        hint: "give the Service a selector, and Kubernetes finds its pods",
      };
  },
};
