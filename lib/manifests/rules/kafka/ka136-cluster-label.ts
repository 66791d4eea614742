// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from "../../../model/light.ts";
import type { ObjectRule } from "../../rule.ts";
import { clusterName, strimzi } from "./facts.ts";
import { sampleKafka, samplePool, sampleTopic, sampleUser } from "./samples.ts";

export const clusterLabel: ObjectRule = {
  id: "KA136",
  name: "kafka-cluster-label",
  severity: "error",
  scope: "object",
  kinds: ["KafkaNodePool", "KafkaTopic", "KafkaUser"].map((kind) => `${kind}.${strimzi}`),
  what: "Pools, topics and users say by a label which cluster they belong to.",
  why: "Without the label no operator ever looks at them: they stay without a status and without a word why.",
  sources: ["io.strimzi:api 1.2.0 ResourceLabels.STRIMZI_CLUSTER_LABEL"],
  failing: [
    { title: "a topic without", objects: [sampleTopic({}, { labels: {} })] },
    { title: "a user without", objects: [sampleUser({}, { labels: {} })] },
    {
      title: "a cluster that is not there, where another is",
      objects: [sampleKafka(), samplePool(3, {}, { labels: { "strimzi.io/cluster": "buss" } })],
    },
  ],
  passing: [
    { title: "with it", objects: [sampleKafka(), samplePool(3), sampleTopic(), sampleUser()] },
    { title: "no cluster is known", objects: [sampleTopic()] },
  ],
  *check(manifest, { set }) {
    const name = clusterName(manifest);
    const clusters = set
      .of(strimzi, "Kafka")
      .filter(({ namespace }) => namespace === manifest.namespace)
      .map((each) => each.name);
    const path = ["metadata", "labels", "strimzi.io/cluster"];
    if (name === undefined || name === "")
      yield {
        message: "it belongs to no cluster",
        at: { path: ["metadata", "labels"], field: "labels" },
        allowed: clusters.join(", ") || undefined,
        hint: `set the label strimzi.io/cluster: ${clusters[0] ?? "<name of the Kafka>"}`,
      };
    else if (clusters.length > 0 && !clusters.includes(name))
      yield {
        // Another one may be in the namespace already.
        severity: "warning",
        message: `no Kafka ${name} is among the objects of its namespace`,
        at: { path, field: "labels" },
        seen: name,
        allowed: clusters.join(", "),
        hint: didYouMean(name, clusters) ?? `set the label to ${clusters[0]}`,
      };
  },
};
