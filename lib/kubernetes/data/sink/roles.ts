// SPDX-License-Identifier: Apache-2.0
import { logstashRole } from "../../../manifests/index.ts";
import type { KafkaToElasticsearchProps, SinkElasticsearch, SinkRole } from "./props.ts";
import { type SinkSettings, sinkSettings } from "./settings.ts";

/** Indices of all bridges to one cluster: they share the role, which is written as a whole. */
const written = new WeakMap<SinkElasticsearch, Set<string>>();

/** Name of the role that a Connect's user of Elasticsearch must have. */
export function writerRole({ name }: KafkaToElasticsearchProps): string {
  return `${name}_writer`;
}

/** Gives the bridge what it needs to write. A data stream `logs-…` needs nothing more than Logstash has. */
export function addSinkRole(props: KafkaToElasticsearchProps): void {
  const { elasticsearch } = props;
  const { target } = sinkSettings(props);
  if (props.connect !== undefined) {
    elasticsearch.addRole?.(writerRole(props), connectRole(target));
    return;
  }
  if (target.kind === "data-stream") return;
  const indices = written.get(elasticsearch) ?? new Set<string>();
  indices.add(target.name);
  written.set(elasticsearch, indices);
  elasticsearch.addRole?.(logstashRole.name, logstashRoleFor([...indices]));
}

/** The role as it is built in, and these indices besides. */
export function logstashRoleFor(indices: readonly string[]): SinkRole {
  return {
    cluster: logstashRole.cluster,
    indices: [{ names: [...logstashRole.indices, ...indices], privileges: logstashRole.privileges }],
  };
}

function connectRole({ name }: SinkSettings["target"]): SinkRole {
  return {
    cluster: ["monitor"],
    indices: [{ names: [name], privileges: ["create_index", "read", "write", "view_index_metadata"] }],
  };
}
