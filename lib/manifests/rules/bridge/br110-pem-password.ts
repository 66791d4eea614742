// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import type { Manifest } from "../../manifest.ts";
import type { ObjectRule } from "../../rule.ts";
import type { ManifestSet } from "../../settings.ts";
import { connectKind, connectorConfig, connectorKind } from "./connect.ts";
import { logstashKind, option, optionText, pipelinesOf } from "./logstash.ts";
import { sampleConnector, sampleSinkWith } from "./samples.ts";

export const pemPassword: ObjectRule = {
  id: "BR110",
  name: "pem-password",
  severity: "error",
  scope: "object",
  kinds: [logstashKind, connectorKind, connectKind],
  what: "A truststore of type PEM has no password.",
  why: "Kafka's client refuses one: the consumer, or the task, ends with `SSL trust store password cannot be specified for PEM format`.",
  sources: [
    "https://cwiki.apache.org/confluence/display/KAFKA/KIP-651+-+Support+PEM+format+for+SSL+certificates+and+private+key",
    "datahub-project/datahub issue 8656",
  ],
  failing: [
    { title: "in a pipeline", objects: [sampleSinkWith({ ssl_truststore_password: '"${PASSWORD:changeit}"' })] },
    {
      title: "in a connector",
      objects: [sampleConnector({ "elastic.https.ssl.truststore.password": "${env:ES_STORE}" })],
    },
  ],
  passing: [
    { title: "none", objects: [sampleSinkWith({}), sampleConnector()] },
    {
      title: "another type of store",
      objects: [
        sampleSinkWith({ ssl_truststore_type: '"PKCS12"', ssl_truststore_password: '"${PASSWORD:changeit}"' }),
        sampleConnector({
          "elastic.https.ssl.truststore.type": "JKS",
          "elastic.https.ssl.truststore.password": "${env:ES_STORE}",
        }),
      ],
    },
  ],
  *check(manifest, { set }) {
    if (manifest.kind === "Logstash") yield* inPipelines(manifest, set);
    else yield* inConfig(manifest);
  },
};

const hint = "leave the password out: certificates are no secret";

function* inPipelines(logstash: Manifest, set: ManifestSet): Iterable<Problem> {
  for (const pipeline of pipelinesOf(logstash, set))
    for (const plugin of pipeline.plugins)
      if (
        optionText(plugin, "ssl_truststore_type")?.toUpperCase() === "PEM" &&
        option(plugin, "ssl_truststore_password") !== undefined
      )
        yield {
          message: `${plugin.section} ${plugin.name} of pipeline ${pipeline.id} has a password for certificates in PEM`,
          at: { path: pipeline.path, field: "ssl_truststore_password" },
          hint,
        };
}

function* inConfig(manifest: Manifest): Iterable<Problem> {
  const config = connectorConfig(manifest);
  for (const [key, value] of Object.entries(config)) {
    const prefix = /^(.*ssl\.truststore\.)type$/.exec(key)?.[1];
    if (prefix === undefined || String(value).toUpperCase() !== "PEM" || !Object.hasOwn(config, `${prefix}password`))
      continue;
    yield {
      message: `${prefix}password for certificates in PEM`,
      at: { path: ["spec", "config", `${prefix}password`], field: `${prefix}password` },
      hint,
    };
  }
}
