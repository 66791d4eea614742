// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../../../model/light.ts";
import { at, type Fields, listAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { connectKind, mirrorMakerKind } from "./connect.ts";
import { sampleConnect } from "./samples.ts";

const trusted = { trustedCertificates: [{ secretName: "bus-cluster-ca-cert", pattern: "*.crt" }] };
const mirror = (source: object): Fields => ({
  apiVersion: "kafka.strimzi.io/v1",
  kind: "KafkaMirrorMaker2",
  metadata: { name: "mirror" },
  spec: { target: { alias: "here", tls: trusted }, mirrors: [{ source: { alias: "there", ...source } }] },
});

export const trustedCertificates: ObjectRule = {
  id: "BR106",
  name: "trusted-certificates",
  severity: "error",
  scope: "object",
  kinds: [connectKind, mirrorMakerKind],
  what: "Kafka Connect and MirrorMaker name the certificates that they trust.",
  why:
    "Before 1.0.1 Strimzi gave pods without `trustedCertificates` the right to read every Secret of the namespace (CVE-2025-66623). Without " +
    "them the connection is not encrypted, or trusts any public authority and not the cluster's own.",
  sources: ["https://github.com/orgs/strimzi/discussions/12209", "CVE-2025-66623"],
  failing: [
    { title: "no tls", objects: [sampleConnect({ tls: undefined })] },
    { title: "tls without certificates", objects: [sampleConnect({ tls: {} })] },
    { title: "an empty list", objects: [sampleConnect({ tls: { trustedCertificates: [] } })] },
    { title: "one side of a mirror", objects: [mirror({})] },
  ],
  passing: [
    { title: "the cluster's CA", objects: [sampleConnect()] },
    { title: "both sides of a mirror", objects: [mirror({ tls: trusted })] },
  ],
  *check({ kind, value }) {
    const places: Path[] =
      kind === "KafkaConnect"
        ? [["spec"]]
        : [
            ["spec", "target"],
            ...listAt(value, "spec", "mirrors").map((_, index) => ["spec", "mirrors", index, "source"]),
          ];
    for (const path of places) {
      const side = path.reduce<unknown>(step, value);
      if (listAt(side, "tls", "trustedCertificates").length > 0) continue;
      yield {
        message: "no certificate is trusted",
        at: { path, field: "tls.trustedCertificates" },
        seen: at(side, "tls") === undefined ? "no tls" : "no trustedCertificates",
        hint: 'add tls: {trustedCertificates: [{secretName: <kafka>-cluster-ca-cert, pattern: "*.crt"}]}',
      };
    }
  },
};

function step(here: unknown, key: string | number): unknown {
  return typeof key === "number" ? (Array.isArray(here) ? (here as unknown[])[key] : undefined) : at(here, key);
}
