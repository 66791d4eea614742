// SPDX-License-Identifier: Apache-2.0
import type { KafkaToElasticsearchProps } from "../../../../lib/kubernetes/data/sink/index.ts";
import { type PipelinePlugin, readPipeline } from "../../../../lib/manifests/rules/bridge/pipeline.ts";

export const base: KafkaToElasticsearchProps = {
  event: "lugano-2022",
  team: "met_eo",
  name: "es-sink",
  kafka: { name: "bus", brokers: 3 },
  elasticsearch: { name: "search" },
  topics: { events: { partitions: 6 } },
};

/** The only plugin of that name. */
export function plugin(text: string, section: PipelinePlugin["section"], name: string): PipelinePlugin {
  const found = readPipeline(text).plugins.find((each) => each.section === section && each.name === name);
  if (found === undefined) throw new Error(`no ${section} ${name}`);
  return found;
}

/** What stands in a pipeline, without the values. */
export function shape(text: string): unknown {
  const { plugins, fault } = readPipeline(text);
  return [fault, plugins.map(({ section, name, options }) => [section, name, options.map(([key]) => key)])];
}
