// SPDX-License-Identifier: Apache-2.0
import { type Fields, listAt, textAt } from "../../fields.ts";
import { parseIp } from "../../network/address.ts";
import type { ObjectRule } from "../../rule.ts";
import { elasticsearchKind, kibanaKind } from "./kinds.ts";
import { sampleElasticsearch, sampleKibana } from "./samples.ts";

const http = (...names: Fields[]): Fields => ({ http: { tls: { selfSignedCertificate: { subjectAltNames: names } } } });

export const certificateAddress: ObjectRule = {
  id: "ES118",
  name: "certificate-address",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind, kibanaKind],
  what: "An ip among the names of the certificate is an address.",
  why: "The operator refuses the cluster, or leaves the name out of the certificate, and clients refuse that.",
  sources: ["elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/validation/validations.go:431 (validSanIP)"],
  failing: [
    { title: "a name", objects: [sampleElasticsearch(http({ ip: "search.example.org" }))] },
    { title: "a range", objects: [sampleKibana(http({ dns: "search.example.org" }, { ip: "192.0.2.0/24" }))] },
  ],
  passing: [
    { title: "an address", objects: [sampleElasticsearch(http({ ip: "192.0.2.10" }))] },
    {
      title: "a name in its place",
      objects: [sampleKibana(http({ dns: "search.example.org" }, { ip: "2001:db8::1" }))],
    },
  ],
  *check({ value }) {
    const steps = ["spec", "http", "tls", "selfSignedCertificate", "subjectAltNames"];
    for (const [index, each] of listAt(value, ...steps).entries()) {
      const ip = textAt(each, "ip") ?? "";
      if (ip === "" || parseIp(ip) !== undefined) continue;
      yield {
        message: `${JSON.stringify(ip)} is no address`,
        at: { path: [...steps, index, "ip"], field: "subjectAltNames.ip" },
        seen: ip,
        allowed: "an IPv4 or IPv6 address",
        hint: /^[a-z0-9.-]*[a-z][a-z0-9.-]*$/i.test(ip) ? "names go into dns" : undefined,
      };
    }
  },
};
