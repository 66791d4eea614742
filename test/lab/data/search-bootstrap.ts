// SPDX-License-Identifier: Apache-2.0
import { App, Chart } from "cdk8s";
import type { Asked } from "../../../lab/search/judge.ts";
import {
  ElasticsearchCluster,
  IndexBootstrap,
  type IndexBootstrapProps,
  type Manifest,
  renderManifests,
} from "../../../lib/kubernetes/index.ts";

const owner = { event: "lugano-2022", team: "dwdi" };

/** One of each that the construct can ask for; the processors of a pipeline are on no registry. */
export const everything = {
  dataStreams: {
    "logs-weather-dwdi": {
      properties: { station: { type: "keyword" }, temperature: { type: "double" } },
      dynamic: "strict",
      replicas: 0,
      retentionDays: 7,
    },
    "metrics-radar-dwdi": { replicas: 0, shards: 2, rolloverSize: "1gb" },
  },
  componentTemplates: { "stations@mappings": { template: { mappings: { properties: { name: { type: "text" } } } } } },
  indexTemplates: {
    stations: {
      index_patterns: ["stations-*"],
      priority: 500,
      composed_of: ["stations@mappings"],
      template: { settings: { number_of_replicas: 0 }, aliases: { stations: {} } },
    },
  },
  policies: { archive: { phases: { warm: { min_age: "1d", actions: { forcemerge: { max_num_segments: 1 } } } } } },
  pipelines: { nothing: { description: "leaves documents as they are", processors: [] } },
  repositories: { results: { type: "s3", settings: { bucket: "dwdi", base_path: "search", client: "default" } } },
  snapshots: { nightly: { repository: "results", indices: ["logs-*", "stations-*"], keepDays: 3 } },
} as const satisfies Partial<IndexBootstrapProps>;

export interface Bootstrap {
  readonly objects: readonly Manifest[];
  readonly requests: readonly Asked[];
}

/** A cluster with a Job, and what the Job asks for. */
export function bootstrap(props: Partial<IndexBootstrapProps>): Bootstrap {
  const chart = new Chart(new App(), "data");
  const elasticsearch = new ElasticsearchCluster(chart, "Search", {
    ...owner,
    name: "search",
    size: "demo",
    users: ["bootstrap"],
  });
  const { requests } = new IndexBootstrap(chart, "Bootstrap", {
    ...owner,
    elasticsearch,
    credentials: "bootstrap",
    ...props,
  });
  return { objects: renderManifests(chart).objects, requests };
}
