// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { connectKind, connectorConfig } from "./connect.ts";
import { sampleConnect } from "./samples.ts";

// io.strimzi:api 1.2.0 io.strimzi.api.kafka.model.connect.KafkaConnectSpec FORBIDDEN_PREFIXES, FORBIDDEN_PREFIX_EXCEPTIONS
const forbidden: readonly string[] = [
  "group.id",
  "config.storage.topic",
  "offset.storage.topic",
  "status.storage.topic",
  "ssl.",
  "sasl.",
  "security.",
  "listeners",
  "plugin.path",
  "rest.",
  "bootstrap.servers",
  "consumer.interceptor.classes",
  "producer.interceptor.classes",
  "prometheus.metrics.reporter.",
];
const allowed: readonly string[] = [
  "ssl.endpoint.identification.algorithm",
  "ssl.cipher.suites",
  "ssl.protocol",
  "ssl.enabled.protocols",
];

const fields: Readonly<Record<string, string>> = {
  "group.id": "spec.groupId",
  "config.storage.topic": "spec.configStorageTopic",
  "offset.storage.topic": "spec.offsetStorageTopic",
  "status.storage.topic": "spec.statusStorageTopic",
  "bootstrap.servers": "spec.bootstrapServers",
  "plugin.path": "spec.plugins",
  "ssl.": "spec.tls",
  "sasl.": "spec.authentication",
  "security.": "spec.tls and spec.authentication",
  "prometheus.metrics.reporter.": "spec.metricsConfig",
};

export const connectOption: ObjectRule = {
  id: "BR112",
  name: "connect-option",
  severity: "error",
  scope: "object",
  kinds: [connectKind],
  what: "The configuration of Connect's workers names nothing that Strimzi writes itself.",
  why: "Strimzi leaves the option out and says so in its log alone: what stands there is not what runs.",
  sources: ["io.strimzi:api 1.2.0 KafkaConnectSpec.FORBIDDEN_PREFIXES"],
  failing: [
    { title: "the group", objects: [sampleConnect({ config: { "group.id": "other" } })] },
    { title: "how it logs in", objects: [sampleConnect({ config: { "sasl.mechanism": "PLAIN" } })] },
    { title: "its listeners", objects: [sampleConnect({ config: { listeners: "http://0.0.0.0:8083" } })] },
  ],
  passing: [
    { title: "an exception", objects: [sampleConnect({ config: { "ssl.protocol": "TLSv1.3" } })] },
    { title: "options of its consumers", objects: [sampleConnect({ config: { "consumer.max.poll.records": 100 } })] },
  ],
  *check(manifest) {
    for (const key of Object.keys(connectorConfig(manifest))) {
      const name = key.toLowerCase();
      const prefix = forbidden.find((each) => name.startsWith(each));
      if (prefix === undefined || allowed.some((each) => name.startsWith(each))) continue;
      const field = fields[prefix];
      yield {
        message: `${key} is Strimzi's own`,
        at: { path: ["spec", "config", key], key: true, field: key },
        hint: field === undefined ? "leave it out" : `use ${field}`,
      };
    }
  },
};
