// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../../../model/light.ts";
import { fieldsAt } from "../../fields.ts";
import type { Problem } from "../../../lint/index.ts";
import type { ObjectRule } from "../../rule.ts";
import { brokerOption, clusterWith, isKind, optionNumber, topicReplicas } from "./facts.ts";
import { sampleKafka, sampleOptions, samplePool, sampleTopic } from "./samples.ts";

const inSync = "min.insync.replicas";
const two = sampleOptions(3, { [inSync]: 3 });

export const minInSync: ObjectRule = {
  id: "KA105",
  name: "kafka-min-in-sync",
  severity: "error",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io", "KafkaTopic.kafka.strimzi.io"],
  what: "Fewer replicas must have a message than there are, unless there is one.",
  why: "With `acks=all`, the default of producers, nobody can write as soon as one broker is away: also while Strimzi restarts them one by one.",
  sources: ["https://kafka.apache.org/documentation/#topicconfigs_min.insync.replicas"],
  failing: [
    { title: "all of them", objects: [sampleKafka({ config: two })] },
    { title: "more than there are", objects: [sampleKafka({ config: sampleOptions(3, { [inSync]: "4" }) })] },
    {
      title: "of a topic",
      objects: [sampleTopic({ config: { [inSync]: "3" } })],
    },
    {
      title: "a topic with fewer replicas than its cluster wants in sync",
      objects: [sampleKafka(), samplePool(3), sampleTopic({ replicas: 2 })],
    },
    {
      title: "of transactions",
      objects: [sampleKafka({ config: sampleOptions(3, { "transaction.state.log.min.isr": 3 }) })],
    },
  ],
  passing: [
    { title: "two of three", objects: [sampleKafka(), samplePool(3), sampleTopic()] },
    { title: "one of one", objects: [sampleKafka({ config: sampleOptions(1) }), sampleTopic({ replicas: 1 })] },
    {
      title: "a topic that says it itself",
      objects: [sampleKafka(), samplePool(3), sampleTopic({ replicas: 2, config: { [inSync]: "1" } })],
    },
  ],
  *check(manifest, { set }) {
    if (isKind(manifest, "KafkaTopic")) {
      const cluster = clusterWith(set, manifest);
      const own = optionNumber(fieldsAt(manifest.value, "spec", "config"), inSync);
      const replicas =
        cluster === undefined ? optionNumber(manifest.value["spec"], "replicas") : topicReplicas(manifest, cluster);
      const path = own === undefined ? ["spec", "replicas"] : ["spec", "config", inSync];
      yield* compare(own ?? (cluster && brokerOption(cluster.kafka, inSync)), replicas, inSync, path);
      return;
    }
    for (const [least, factor] of [
      [inSync, "default.replication.factor"],
      ["transaction.state.log.min.isr", "transaction.state.log.replication.factor"],
    ] as const)
      yield* compare(brokerOption(manifest, least), brokerOption(manifest, factor), least, [
        "spec",
        "kafka",
        "config",
        least,
      ]);
  },
};

function* compare(
  least: number | undefined,
  replicas: number | undefined,
  option: string,
  path: Path,
): Iterable<Problem> {
  if (least === undefined || replicas === undefined) return;
  if (least < replicas || (least === 1 && replicas === 1)) return;
  yield {
    message:
      least > replicas
        ? `${option} is ${least} and there ${replicas === 1 ? "is 1 replica" : `are ${replicas} replicas`}: nobody can ever write`
        : `${option} is ${least} of ${replicas} replicas: nobody can write while one broker is away`,
    at: { path, field: option },
    seen: `${least} of ${replicas}`,
    allowed: `at most ${Math.max(1, replicas - 1)}`,
    hint: `set ${option} to ${Math.max(1, replicas - 1)}`,
  };
}
