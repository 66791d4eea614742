// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import type { Manifest } from "../../manifest.ts";
import type { ObjectRule } from "../../rule.ts";
import type { ManifestSet } from "../../settings.ts";
import { connectorConfig, connectorKind, elasticsearchAddress } from "./connect.ts";
import { logstashKind, optionText, optionTexts, pipelinesOf, pluginsOf } from "./logstash.ts";
import { sampleConnector, sampleSinkWith } from "./samples.ts";

const truststore = "elastic.https.ssl.truststore.location";
const off = new Set(["none", "false"]);

export const unverifiedAddress: ObjectRule = {
  id: "BR124",
  name: "unverified-address",
  severity: "error",
  scope: "object",
  kinds: [logstashKind, connectorKind],
  what: "A bridge reaches Elasticsearch by the name that is in its certificate, and knows the CA.",
  why:
    "ECK signs the certificate with a CA of its own, for the names of its Services and no address: else it ends with `PKIX path building " +
    "failed`. Who turns the check off sends the password to whoever answers.",
  sources: [
    "confluentinc/kafka-connect-elasticsearch issue 432",
    "confluentinc/kafka-connect-elasticsearch issue 482",
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/common/certificates/http_reconcile.go",
  ],
  failing: [
    { title: "an address", objects: [sampleConnector({ "connection.url": "https://10.0.0.7:9200" })] },
    { title: "no CA", objects: [sampleConnector({ [truststore]: "" })] },
    { title: "an address, in a pipeline", objects: [sampleSinkWith({}, { hosts: '["https://10.0.0.7:9200"]' })] },
    { title: "no check, in a pipeline", objects: [sampleSinkWith({}, { ssl_verification_mode: '"none"' })] },
  ],
  passing: [
    { title: "the Service and its CA", objects: [sampleConnector()] },
    { title: "what ECK says", objects: [sampleSinkWith({})] },
    {
      title: "a certificate of a public authority",
      objects: [sampleConnector({ "connection.url": "https://search.example.org", [truststore]: "" })],
    },
  ],
  *check(manifest, { set }) {
    if (manifest.kind === "Logstash") yield* inPipelines(manifest, set);
    else yield* inConnector(manifest);
  },
};

function* inConnector(manifest: Manifest): Iterable<Problem> {
  const config = connectorConfig(manifest);
  const url = config["connection.url"];
  if (typeof url !== "string") return;
  for (const each of url.split(",")) if (isAddress(each)) yield told(each, ["spec", "config", "connection.url"]);
  const own = elasticsearchAddress(url, manifest.namespace);
  if (own === undefined || !/^\s*https:/i.test(url) || Boolean(config[truststore])) return;
  yield {
    message: "the connector does not know the CA of Elasticsearch",
    at: { path: ["spec", "config"], field: truststore },
    hint: `mount Secret ${own.name}-es-http-certs-public below /mnt, and name its ca.crt here with elastic.https.ssl.truststore.type: PEM`,
  };
}

function* inPipelines(logstash: Manifest, set: ManifestSet): Iterable<Problem> {
  for (const pipeline of pipelinesOf(logstash, set))
    for (const output of pluginsOf(pipeline, "output", "elasticsearch")) {
      for (const host of optionTexts(output, "hosts")) if (isAddress(host)) yield told(host, pipeline.path);
      const mode = optionText(output, "ssl_verification_mode") ?? optionText(output, "ssl_certificate_verification");
      if (mode === undefined || !off.has(mode)) continue;
      yield {
        message: `pipeline ${pipeline.id} checks no certificate of Elasticsearch`,
        at: { path: pipeline.path, field: "ssl_verification_mode" },
        seen: mode,
        allowed: "full",
        hint: 'leave it out, and write ssl_certificate_authorities => "${ECK_ES_SSL_CERTIFICATE_AUTHORITY}"',
      };
    }
}

function told(seen: string, path: Problem["at"]["path"]): Problem {
  return {
    message: "an address is in no certificate",
    at: { path, field: "host" },
    seen: seen.replace(/\/\/[^@/]*@/, "//"),
    allowed: "https://<name>-es-http.<namespace>.svc:9200",
    hint: "use the name of the Service",
  };
}

function isAddress(url: string): boolean {
  const host = /^\s*https:\/\/(?:[^@/\s]*@)?(\[[^\]]*\]|[^:/\s]+)/i.exec(url)?.[1] ?? "";
  return /^(\[.*\]|\d+(\.\d+){3})$/.test(host);
}
