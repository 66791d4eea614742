// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { logstashKind, pipelinesOf, pluginsOf } from "./logstash.ts";
import { samplePipeline, samplePipelineText, sampleSink } from "./samples.ts";

const queue = (type: string | undefined): ReturnType<typeof sampleSink> =>
  sampleSink(samplePipeline(samplePipelineText(), { "queue.type": type }));

export const memoryQueue: ObjectRule = {
  id: "BR116",
  name: "memory-queue",
  severity: "warning",
  scope: "object",
  kinds: [logstashKind],
  what: "A pipeline that reads from Kafka has its queue on disk.",
  why:
    "The input commits to Kafka what is in the queue, not what Elasticsearch has. A queue in memory goes with a container that is killed, and " +
    "nobody reads those messages again.",
  sources: [
    "logstash-plugins/logstash-integration-kafka lib/logstash/inputs/kafka.rb (thread_runner, maybe_commit_offset)",
    "https://www.elastic.co/docs/reference/logstash/persistent-queues",
  ],
  failing: [
    { title: "as Logstash has it by itself", objects: [queue(undefined)] },
    { title: "in memory, said", objects: [queue("memory")] },
  ],
  passing: [
    { title: "on disk", objects: [queue("persisted")] },
    {
      title: "said once for all pipelines",
      objects: [
        sampleSink(samplePipeline(samplePipelineText(), { "queue.type": undefined }), {
          config: { "queue.type": "persisted" },
        }),
      ],
    },
    {
      title: "no Kafka",
      objects: [sampleSink({ "pipeline.id": "main", "config.string": "input { beats { port => 5044 } }" })],
    },
  ],
  *check(logstash, { set }) {
    for (const pipeline of pipelinesOf(logstash, set)) {
      if (pipeline.settings.get("queue.type") === "persisted") continue;
      if (pluginsOf(pipeline, "input", "kafka").length === 0) continue;
      yield {
        message: `pipeline ${pipeline.id} reads from Kafka into memory`,
        at: { path: pipeline.path.slice(0, -1), field: "queue.type" },
        seen: "memory",
        allowed: "persisted",
        hint: "set queue.type: persisted, queue.checkpoint.writes: 1, and enable_auto_commit => false",
      };
    }
  },
};
