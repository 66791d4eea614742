// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { logstashKind, pipelinesOf } from "./logstash.ts";
import { samplePipeline, samplePipelineText, sampleSink } from "./samples.ts";

const text = (config: string): ReturnType<typeof sampleSink> => sampleSink(samplePipeline(config));

export const pipelineText: ObjectRule = {
  id: "BR119",
  name: "pipeline-text",
  severity: "error",
  scope: "object",
  kinds: [logstashKind],
  what: "The text of a pipeline is one.",
  why: "Logstash does not start the pipeline, and says so in its log alone.",
  sources: ["elastic/logstash logstash-core/lib/logstash/config/grammar.treetop"],
  failing: [
    { title: "a brace is missing", objects: [text('input { kafka { topics => ["events"] } output { stdout {} }')] },
    { title: "a value is missing", objects: [text("input { kafka { topics => } }")] },
    { title: "a colon for the arrow", objects: [text('input { kafka { topics: ["events"] } }')] },
    { title: "a string that does not end", objects: [text('input { kafka { client_id => "sink } }')] },
  ],
  passing: [
    { title: "input and output", objects: [text(samplePipelineText())] },
    {
      title: "branches, expressions, comments and codecs",
      objects: [
        text(`# where it comes from
input { kafka { codec => json { charset => "UTF-8" } topics => ['a', "b"] } }
filter {
  if [level] =~ /^(warn|err{1,2}or)$/ and "x" not in [tags] { mutate { add_field => { "a" => "b" "c" => "%{d}" } } }
  else if [n] >= 3 or !([m] == "}") { drop {} } else { grok { match => { "message" => "%{WORD:w} \\"q\\" {" } } }
}
output { if [a] { stdout { codec => rubydebug } } }`),
      ],
    },
  ],
  *check(logstash, { set }) {
    for (const { id, fault, path } of pipelinesOf(logstash, set))
      if (fault !== undefined)
        yield {
          message: `pipeline ${id} breaks off at line ${fault.line} of its text: ${fault.expected} is expected`,
          at: { path, field: "config.string" },
          hint: "correct the text there, or a quote or brace before it",
        };
  },
};
