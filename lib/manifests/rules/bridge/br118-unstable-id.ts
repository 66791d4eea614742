// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import type { ObjectRule } from "../../rule.ts";
import { logstashKind, type LogstashPipeline, optionText, pipelinesOf, pluginsOf } from "./logstash.ts";
import { sampleSinkWith } from "./samples.ts";

export const unstableId: ObjectRule = {
  id: "BR118",
  name: "unstable-id",
  severity: "warning",
  scope: "object",
  kinds: [logstashKind],
  what: "Documents that come from Kafka have ids made of topic, partition and offset.",
  why:
    "Kafka delivers again what was not committed. Without such an id each delivery is another document; with one that Logstash cannot fill in, " +
    "all messages are one and the same document.",
  sources: [
    "https://www.elastic.co/docs/reference/logstash/plugins/plugins-inputs-kafka#plugins-inputs-kafka-metadata_fields",
    "https://www.elastic.co/blog/logstash-lessons-handling-duplicates",
  ],
  failing: [
    { title: "no id", objects: [sampleSinkWith({}, { document_id: "" })] },
    { title: "an id of what is not there", objects: [sampleSinkWith({ decorate_events: '"none"' })] },
    {
      title: "an index of the day on which it came",
      objects: [sampleSinkWith({}, { index: '"events-%{+YYYY.MM.dd}"', action: '"index"' })],
    },
  ],
  passing: [
    { title: "topic, partition, offset", objects: [sampleSinkWith({})] },
    {
      title: "an id of the message",
      objects: [sampleSinkWith({ decorate_events: '"none"' }, { document_id: '"%{[order][id]}"' })],
    },
  ],
  *check(logstash, { set }) {
    for (const pipeline of pipelinesOf(logstash, set)) {
      const inputs = pluginsOf(pipeline, "input", "kafka");
      if (inputs.length === 0) continue;
      const decorated = inputs.every((each) =>
        ["basic", "extended", "true"].includes(optionText(each, "decorate_events") ?? "none"),
      );
      for (const output of pluginsOf(pipeline, "output", "elasticsearch")) {
        const id = optionText(output, "document_id");
        const index = optionText(output, "index") ?? "";
        if (id === undefined) yield missing(pipeline);
        else if (id.includes("[@metadata][kafka]") && !decorated) yield unfilled(pipeline, id);
        else if (/%\{\+/.test(index)) yield dated(pipeline, index);
      }
    }
  },
};

function missing({ id, path }: LogstashPipeline): Problem {
  return {
    message: `documents of pipeline ${id} have no id of their own: a message that comes again is a second one`,
    at: { path, field: "document_id" },
    hint: 'write decorate_events => "basic" and document_id => "%{[@metadata][kafka][topic]}-%{[@metadata][kafka][partition]}-%{[@metadata][kafka][offset]}"',
  };
}

function unfilled({ id, path }: LogstashPipeline, seen: string): Problem {
  return {
    message: `all documents of pipeline ${id} have one id, since the input adds no such fields`,
    severity: "error",
    at: { path, field: "decorate_events" },
    seen,
    hint: 'write decorate_events => "basic" in the input',
  };
}

function dated({ id, path }: LogstashPipeline, seen: string): Problem {
  return {
    message: `pipeline ${id} writes to an index of the day: a message that comes again on another day is a second document`,
    at: { path, field: "index" },
    seen,
    hint: "write to a data stream or to one index, and let a lifecycle policy roll it over; or take the day from the message itself and suppress this",
  };
}
