// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { clusterAt, partitionsOf } from "./connect.ts";
import { countOf, logstashKind, option, optionText, optionTexts, pipelinesOf, pluginsOf } from "./logstash.ts";
import { sampleKafka, sampleSinkWith, sampleTopic } from "./samples.ts";

const around = [...sampleKafka(1), sampleTopic("events", 3)];

export const threadsOverPartitions: ObjectRule = {
  id: "BR109",
  name: "threads-over-partitions",
  severity: "warning",
  scope: "object",
  kinds: [logstashKind],
  what: "The consumers of all replicas of a Logstash are no more than the partitions that they read.",
  why: "A partition is read by one consumer of a group: those beyond never get a message, and each holds buffers and connections.",
  sources: [
    "https://www.elastic.co/docs/reference/logstash/plugins/plugins-inputs-kafka#plugins-inputs-kafka-consumer_threads",
  ],
  failing: [
    { title: "six threads for three", objects: [sampleSinkWith({ consumer_threads: "6" })], around },
    { title: "two replicas of three", objects: [sampleSinkWith({ consumer_threads: "3" }, {}, { count: 2 })], around },
  ],
  passing: [
    { title: "one each", objects: [sampleSinkWith({ consumer_threads: "3" })], around },
    {
      title: "a pattern of topics",
      objects: [sampleSinkWith({ consumer_threads: "6", topics: "", topics_pattern: '"e.*"' })],
      around,
    },
    { title: "a topic that is not known", objects: [sampleSinkWith({ consumer_threads: "6" })] },
  ],
  *check(logstash, { set }) {
    const count = countOf(logstash);
    for (const pipeline of pipelinesOf(logstash, set))
      for (const input of pluginsOf(pipeline, "input", "kafka")) {
        const cluster = clusterAt(optionText(input, "bootstrap_servers") ?? "", logstash.namespace, set);
        if (cluster === undefined || option(input, "topics_pattern") !== undefined) continue;
        const partitions = partitionsOf(set, cluster, optionTexts(input, "topics"));
        const threads = Number(optionText(input, "consumer_threads") ?? 1);
        if (partitions === undefined || !(threads * count > partitions)) continue;
        yield {
          message: `pipeline ${pipeline.id}: ${threads} consumers in each of ${count} replicas for ${partitions} partitions`,
          at: { path: pipeline.path, field: "consumer_threads" },
          seen: `${threads * count} consumers`,
          allowed: `at most ${partitions}`,
          hint:
            count > partitions
              ? `run ${partitions} replicas, or give the topics more partitions`
              : `write consumer_threads => ${Math.floor(partitions / Math.max(1, count))}`,
        };
      }
  },
};
