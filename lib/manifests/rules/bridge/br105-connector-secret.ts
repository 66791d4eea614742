// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { connectKind, connectorConfig, connectorKind } from "./connect.ts";
import { sampleConnect, sampleConnector } from "./samples.ts";

export const connectorSecret: ObjectRule = {
  id: "BR105",
  name: "connector-secret",
  severity: "error",
  scope: "object",
  kinds: [connectorKind, connectKind],
  what: "No password or token stands in the configuration of a connector or of workers.",
  why:
    "It is in the repository, in the object that everybody with a right to look may read, in Connect's own topic and in its REST API. A " +
    "reference like `${env:ES_PASSWORD}` is none of these.",
  sources: [
    "https://cwiki.apache.org/confluence/display/KAFKA/KIP-297%3A+Externalizing+Secrets+for+Connect+Configurations",
    "https://strimzi.io/docs/operators/latest/deploying#assembly-loading-config-with-providers-str",
  ],
  failing: [
    { title: "a password", objects: [sampleConnector({ "connection.password": "hunter2" })] },
    {
      title: "in the address",
      objects: [sampleConnector({ "connection.url": "https://elastic:hunter2@search-es-http:9200" })],
    },
    {
      title: "a login",
      objects: [sampleConnect({ config: { "producer.sasl.jaas.config": 'x required password="hunter2";' } })],
    },
  ],
  passing: [
    { title: "from the environment", objects: [sampleConnector({ "connection.password": "${env:ES_PASSWORD}" })] },
    { title: "from a Secret", objects: [sampleConnector({ "connection.password": "${secrets:team-a/es:password}" })] },
    { title: "the provider itself", objects: [sampleConnect({ config: { "config.providers.secrets.class": "x.Y" } })] },
  ],
  *check(manifest) {
    for (const [key, value] of Object.entries(connectorConfig(manifest))) {
      if (typeof value !== "string" || value === "" || !isSecret(key, value)) continue;
      // What stands there is not repeated.
      yield {
        message: `${key} holds a secret in the clear`,
        at: { path: ["spec", "config", key], field: key },
        allowed: "${<provider>:…}",
        hint: "put it into a Secret, the Secret into an environment variable of the workers, and refer to that: ${env:ES_PASSWORD}",
      };
    }
  },
};

function isSecret(key: string, value: string): boolean {
  if (/^https?:\/\/[^/@\s]*:[^/@\s]*@/.test(value)) return true;
  if (key.startsWith("config.providers") || /\$\{[^}]+:[^}]+\}/.test(value)) return false;
  return /(^|[._-])(password|passwd|secret|token|api[._-]?key|private[._-]?key|user\.info|jaas\.config)$/i.test(key);
}
