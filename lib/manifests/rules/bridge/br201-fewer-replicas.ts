// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { countOf, logstashKind, pipelinesOf } from "./logstash.ts";
import { samplePipeline, samplePipelineText, sampleSink } from "./samples.ts";

const memory = samplePipeline(samplePipelineText(), { "queue.type": "memory" });

export const fewerReplicas: ObjectRule = {
  id: "BR201",
  name: "fewer-replicas",
  severity: "warning",
  scope: "object",
  kinds: [logstashKind],
  what: "A Logstash with queues on disk does not lose replicas.",
  why:
    "What is in the queue of a replica that goes was committed to Kafka and is read by nobody else. It stays on the claim, and arrives when " +
    "there is a replica of that number again.",
  sources: [
    "https://www.elastic.co/docs/reference/logstash/persistent-queues",
    "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/",
  ],
  failing: [
    { title: "from two to one", objects: [sampleSink()], earlier: [sampleSink(undefined, { count: 2 })] },
    { title: "to none", objects: [sampleSink(undefined, { count: 0 })], earlier: [sampleSink()] },
  ],
  passing: [
    { title: "more", objects: [sampleSink(undefined, { count: 2 })], earlier: [sampleSink()] },
    { title: "queues in memory", objects: [sampleSink(memory)], earlier: [sampleSink(memory, { count: 2 })] },
  ],
  *check(logstash, { set }) {
    const before = set.earlierOf(logstash);
    if (before === undefined || countOf(before) <= countOf(logstash)) return;
    if (!pipelinesOf(before, set).some(({ settings }) => settings.get("queue.type") === "persisted")) return;
    yield {
      message: `${countOf(before)} replicas become ${countOf(logstash)}`,
      at: { path: ["spec", "count"], field: "count" },
      seen: String(countOf(logstash)),
      allowed: `${countOf(before)} or more`,
      hint: "first set queue.drain: true in config and let it run until the lag is 0, or accept that what is queued waits on the claim",
    };
  },
};
