// SPDX-License-Identifier: Apache-2.0
import { Quantity } from "../../../model/light.ts";
import { fieldsAt, numberAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { SetRule } from "../../rule.ts";
import {
  belonging,
  brokerOption,
  type Cluster,
  clustersOf,
  isRole,
  nodesOf,
  optionNumber,
  topicReplicas,
  volumesOf,
} from "./facts.ts";
import { sampleKafka, samplePool, sampleTopic } from "./samples.ts";

const gigabytes = (count: number): number => count * 2 ** 30;

export const retentionOverDisk: SetRule = {
  id: "KA108",
  name: "kafka-retention-over-disk",
  severity: "error",
  scope: "set",
  what: "What topics may keep by their size fits on the brokers' volumes.",
  why: "A broker whose volume is full stops and does not start again until somebody makes room by hand.",
  sources: ["https://kafka.apache.org/documentation/#topicconfigs_retention.bytes"],
  failing: [
    {
      title: "one topic",
      objects: [sampleKafka(), samplePool(3), sampleTopic({ config: { "retention.bytes": gigabytes(4) } })],
    },
    {
      title: "two topics together",
      objects: [
        sampleKafka(),
        samplePool(3),
        sampleTopic({ config: { "retention.bytes": gigabytes(2) } }),
        sampleTopic({ config: { "retention.bytes": String(gigabytes(2)) } }, { name: "more" }),
      ],
    },
    {
      title: "by the brokers' own default",
      objects: [
        sampleKafka({ config: { "log.retention.bytes": gigabytes(40), "default.replication.factor": 3 } }),
        samplePool(3),
        sampleTopic(),
      ],
    },
  ],
  passing: [
    {
      title: "it fits",
      objects: [sampleKafka(), samplePool(3), sampleTopic({ config: { "retention.bytes": gigabytes(3) } })],
    },
    { title: "no limit by size", objects: [sampleKafka(), samplePool(3), sampleTopic()] },
    { title: "the disks are not known", objects: [sampleTopic({ config: { "retention.bytes": gigabytes(400) } })] },
  ],
  *check(set) {
    for (const cluster of clustersOf(set)) {
      const disk = diskOf(cluster);
      if (disk === undefined || disk === 0n) continue;
      const topics = belonging(set, "KafkaTopic", cluster.kafka)
        .map((topic) => ({ topic, bytes: bytesOf(topic, cluster) }))
        .filter(({ bytes }) => bytes > 0n);
      const sum = topics.reduce((total, { bytes }) => total + bytes, 0n);
      if (sum <= disk) continue;
      const largest = topics
        .filter(({ topic }) => set.manifests.includes(topic))
        .toSorted((a, b) => Number(b.bytes - a.bytes))[0];
      if (largest === undefined) continue;
      const others = sum - largest.bytes;
      yield {
        manifest: largest.topic,
        message:
          `its partitions and their replicas may keep ${gib(largest.bytes)}` +
          `${others > 0n ? `, other topics ${gib(others)}` : ""}, the brokers' volumes hold ${gib(disk)}`,
        at: { path: ["spec", "config", "retention.bytes"], field: "retention.bytes" },
        seen: `${gib(largest.bytes)} of all replicas`,
        allowed: others < disk ? `at most ${gib(disk - others)} of all replicas` : undefined,
        hint: "lower retention.bytes, or make the volumes of the broker pool larger",
      };
    }
  },
};

function bytesOf(topic: Manifest, cluster: Cluster): bigint {
  const kept =
    optionNumber(fieldsAt(topic.value, "spec", "config"), "retention.bytes") ??
    brokerOption(cluster.kafka, "log.retention.bytes");
  const copies = (numberAt(topic.value, "spec", "partitions") ?? 1) * (topicReplicas(topic, cluster) ?? 1);
  if (kept === undefined || kept <= 0 || !Number.isFinite(copies)) return 0n;
  return BigInt(Math.floor(kept)) * BigInt(Math.floor(copies));
}

/** Of all brokers together; undefined when the size of one volume is not known. */
function diskOf({ pools }: Cluster): bigint | undefined {
  let sum = 0n;
  for (const pool of pools.filter((each) => isRole(each, "broker")))
    for (const { value } of volumesOf(pool)) {
      const size = Quantity.read(textAt(value, "size") ?? textAt(value, "sizeLimit"));
      if (size === undefined) return undefined;
      sum += size.units * BigInt(nodesOf(pool));
    }
  return sum;
}

function gib(bytes: bigint): string {
  return `${(Number(bytes) / 2 ** 30).toFixed(1).replace(/\.0$/, "")}Gi`;
}
