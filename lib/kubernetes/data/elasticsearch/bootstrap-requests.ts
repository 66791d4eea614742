// SPDX-License-Identifier: Apache-2.0
import type { Json } from "../../objects/manifest.ts";
import type { BootstrapDataStream, IndexBootstrapProps, SnapshotSchedule } from "./bootstrap-props.ts";

/** One call of Elasticsearch's REST API; all of them can be made again and change nothing then. */
export interface ElasticsearchRequest {
  readonly method: "PUT";
  /** `/_index_template/logs-events-dwdi`. */
  readonly path: string;
  readonly body: Readonly<Record<string, Json>>;
}

type Part = Pick<
  IndexBootstrapProps,
  "dataStreams" | "indexTemplates" | "componentTemplates" | "policies" | "pipelines" | "repositories" | "snapshots"
>;

/** All calls, in an order in which each finds what it names: policies before templates, repositories before snapshots. */
export function bootstrapRequests(props: Part): readonly ElasticsearchRequest[] {
  const streams = Object.entries(props.dataStreams ?? {});
  const each = <T>(values: Readonly<Record<string, T>> | undefined, path: string, body: (value: T) => Json): Calls =>
    Object.entries(values ?? {}).map(([name, value]) =>
      put(`${path}/${name}`, body(value) as ElasticsearchRequest["body"]),
    );
  return [
    ...each(props.pipelines, "/_ingest/pipeline", (body) => body),
    ...each(props.policies, "/_ilm/policy", (policy) => ({ policy })),
    ...streams.map(([name, stream]) => put(`/_ilm/policy/${name}`, { policy: policyOf(stream) })),
    ...each(props.componentTemplates, "/_component_template", (body) => body),
    ...each(props.indexTemplates, "/_index_template", (body) => body),
    ...streams.map(([name, stream]) => put(`/_index_template/${name}`, templateOf(name, stream))),
    ...each(props.repositories, "/_snapshot", (body) => body),
    ...each(props.snapshots, "/_slm/policy", slmOf),
  ];
}

type Calls = readonly ElasticsearchRequest[];

function put(path: string, body: ElasticsearchRequest["body"]): ElasticsearchRequest {
  return { method: "PUT", path, body };
}

/** @see https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-ilm-put-lifecycle */
function policyOf({ retentionDays = 30, rolloverSize = "5gb" }: BootstrapDataStream): ElasticsearchRequest["body"] {
  return {
    phases: {
      hot: { actions: { rollover: { max_primary_shard_size: rolloverSize, max_age: "1d" } } },
      // Counted from the rollover.
      delete: { min_age: `${retentionDays}d`, actions: { delete: {} } },
    },
  };
}

/** @see https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-indices-put-index-template */
function templateOf(name: string, stream: BootstrapDataStream): ElasticsearchRequest["body"] {
  const { pattern = name, properties, dynamic = "true", replicas = 1, shards = 1 } = stream;
  return {
    index_patterns: [pattern],
    data_stream: {},
    // Before the templates that Elasticsearch brings for logs-*-*, which have 100.
    priority: 500,
    template: {
      settings: {
        "index.lifecycle.name": name,
        "index.number_of_shards": shards,
        "index.number_of_replicas": replicas,
      },
      mappings: { dynamic, properties: { "@timestamp": { type: "date" }, ...properties } },
    },
  };
}

/** @see https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-slm-put-lifecycle */
function slmOf({ repository, schedule = "0 30 1 * * ?", indices = ["*"], keepDays = 7 }: SnapshotSchedule): Json {
  return {
    name: "<snapshot-{now/d}>",
    schedule,
    repository,
    config: { indices: [...indices], include_global_state: false },
    // The specification wants an upper bound; this one is above what a schedule of one an hour makes.
    retention: { expire_after: `${keepDays}d`, min_count: 1, max_count: keepDays * 24 + 1 },
  };
}
