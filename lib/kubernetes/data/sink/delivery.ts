// SPDX-License-Identifier: Apache-2.0
import { consumerGroup } from "./connect.ts";
import { documentId } from "./pipeline.ts";
import type { KafkaToElasticsearchProps } from "./props.ts";
import { type SinkTarget, sinkSettings } from "./settings.ts";

/** What goes where, as data: for tests, and for whoever wants to see it. */
export interface SinkDelivery {
  readonly topics: readonly string[];
  /** Consumer group that reads. */
  readonly group: string;
  readonly target: SinkTarget;
  /** How an id is made: `%{[@metadata][kafka][topic]}-…` for Logstash, `topic+partition+offset` for Confluent's connector. */
  readonly documentId: string;
  /** `create`: a document of the same id stays. `index`: it is written again. */
  readonly action: "create" | "index";
}

export function deliveryOf(props: KafkaToElasticsearchProps): SinkDelivery {
  const { topics, group, target } = sinkSettings(props);
  const connect = props.connect !== undefined;
  return {
    topics,
    group: connect ? consumerGroup(props) : group,
    target,
    documentId: connect ? "topic+partition+offset" : documentId(props),
    action: target.kind === "index" ? "index" : "create",
  };
}
