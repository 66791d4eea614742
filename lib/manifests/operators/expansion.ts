// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from "../manifest.ts";
import { kindOf } from "../set.ts";
import type { ManifestSet } from "../settings.ts";
import { elasticsearch } from "./eck-elasticsearch.ts";
import { kibana } from "./eck-kibana.ts";
import { logstash } from "./eck-logstash.ts";
import { type Made, madeBy, type Table } from "./made.ts";
import { kafkaConnect } from "./strimzi-connect.ts";
import { kafka } from "./strimzi-kafka.ts";
import { kafkaNodePool } from "./strimzi-pool.ts";
import { kafkaUser } from "./strimzi-user.ts";

/** Tables by the kind of the custom resource. */
const tables: Readonly<Record<string, Table>> = {
  "Elasticsearch.elasticsearch.k8s.elastic.co": elasticsearch,
  "Kibana.kibana.k8s.elastic.co": kibana,
  "Logstash.logstash.k8s.elastic.co": logstash,
  "Kafka.kafka.strimzi.io": kafka,
  "KafkaNodePool.kafka.strimzi.io": kafkaNodePool,
  "KafkaUser.kafka.strimzi.io": kafkaUser,
  "KafkaConnect.kafka.strimzi.io": kafkaConnect,
};

/** Kinds of custom resources whose operators are known, as `kindOf` writes them. */
export const expandedKinds: readonly string[] = Object.keys(tables);

/** What operators create because of this object, in their order; nothing for kinds that no table knows. */
export function expansion(manifest: Manifest, set: ManifestSet): readonly Made[] {
  const kind = kindOf(manifest);
  const table = Object.hasOwn(tables, kind) ? tables[kind] : undefined;
  return table === undefined ? [] : madeBy(table, manifest, set);
}
