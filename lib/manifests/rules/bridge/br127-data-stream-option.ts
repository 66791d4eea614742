// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import type { ObjectRule } from "../../rule.ts";
import { logstashKind, type LogstashPipeline, option, optionText, pipelinesOf, pluginsOf } from "./logstash.ts";
import type { PipelinePlugin } from "./pipeline.ts";
import { sampleSinkWith } from "./samples.ts";

// Of those that the output takes besides, these are the ones that people write. data_stream_support.rb: invalid_data_stream_params
const refused = [
  "document_id",
  "index",
  "ilm_enabled",
  "ilm_rollover_alias",
  "manage_template",
  "template",
  "template_name",
  "script",
  "upsert",
  "doc_as_upsert",
  "version",
];

const stream = (options: Readonly<Record<string, string>>): ReturnType<typeof sampleSinkWith> =>
  sampleSinkWith({}, { data_stream: "true", index: "", document_id: "", ...options });

export const dataStreamOption: ObjectRule = {
  id: "BR127",
  name: "data-stream-option",
  severity: "error",
  scope: "object",
  kinds: [logstashKind],
  what: "An output in the mode `data_stream` has only what that mode takes; documents of a data stream are made by `create`.",
  why:
    "Logstash does not start a pipeline with an option besides. Of a data stream Elasticsearch refuses every action but `create` with 400, " +
    "and the document is dropped or a dead letter.",
  sources: [
    "logstash-plugins/logstash-output-elasticsearch lib/logstash/outputs/elasticsearch/data_stream_support.rb",
    "https://www.elastic.co/docs/manage-data/data-store/data-streams/use-data-stream",
  ],
  failing: [
    { title: "an id in that mode", objects: [stream({ document_id: '"%{[@metadata][id]}"' })] },
    {
      title: "the mode's options without the mode",
      objects: [sampleSinkWith({}, { data_stream_dataset: '"events"' })],
    },
    { title: "a part with a dash", objects: [stream({ data_stream_dataset: '"team-events"' })] },
    { title: "index into a data stream", objects: [sampleSinkWith({}, { action: '"index"' })] },
  ],
  passing: [
    { title: "the mode", objects: [stream({ data_stream_dataset: '"events"', data_stream_namespace: '"team"' })] },
    { title: "by name, with ids", objects: [sampleSinkWith({})] },
    { title: "an index", objects: [sampleSinkWith({}, { index: '"events"', action: '"index"' })] },
  ],
  *check(logstash, { set }) {
    for (const pipeline of pipelinesOf(logstash, set))
      for (const output of pluginsOf(pipeline, "output", "elasticsearch")) {
        yield* mode(pipeline, output);
        yield* action(pipeline, output);
      }
  },
};

function* mode({ id, path }: LogstashPipeline, output: PipelinePlugin): Iterable<Problem> {
  const own = output.options.map(([name]) => name).filter((name) => name.startsWith("data_stream_"));
  if (optionText(output, "data_stream") === "true")
    for (const name of refused) {
      if (option(output, name) === undefined) continue;
      yield {
        message: `pipeline ${id}: ${name} is not taken with data_stream => true`,
        at: { path, field: name },
        hint: 'for ids write data_stream => false, index => "logs-<dataset>-<namespace>", action => "create"',
      };
    }
  else if (optionText(output, "data_stream") === "false" && own.length > 0)
    yield {
      message: `pipeline ${id}: ${own.join(", ")} with data_stream => false`,
      at: { path, field: own[0] ?? "" },
      hint: "leave them out, or write data_stream => true",
    };
  for (const name of ["data_stream_dataset", "data_stream_namespace"]) {
    const part = optionText(output, name);
    if (part === undefined || /[%$]\{/.test(part) || /^[^-\\/*?"<>| ,#:]{1,100}$/.test(part)) continue;
    yield {
      message: `pipeline ${id}: ${name} cannot be part of a name`,
      at: { path, field: name },
      seen: part.slice(0, 120),
      allowed: "at most 100 characters, without - and signs",
      hint: "use _ for -",
    };
  }
}

/** Names that the templates of Elasticsearch itself make data streams of. */
function* action({ id, path }: LogstashPipeline, output: PipelinePlugin): Iterable<Problem> {
  const index = optionText(output, "index") ?? "";
  const seen = optionText(output, "action") ?? "index";
  if (!/^(logs|metrics|synthetics)-[^-]+-[^-]+$/.test(index) || seen === "create" || /[%$]\{/.test(seen)) return;
  yield {
    message: `pipeline ${id} writes to data stream ${index} by ${seen}`,
    at: { path, field: "action" },
    seen,
    allowed: "create",
    hint: 'write action => "create"',
  };
}
