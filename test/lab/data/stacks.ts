// SPDX-License-Identifier: Apache-2.0
import { App, Chart } from "cdk8s";
import {
  type DataSize,
  ElasticsearchCluster,
  IndexBootstrap,
  Kibana,
  type Manifest,
  renderManifests,
} from "../../../lib/kubernetes/index.ts";

/** What a team's data services come to, from the constructs. */
export interface Stack {
  readonly title: string;
  readonly objects: readonly Manifest[];
}

export interface StackOwner {
  readonly event: string;
  readonly team: string;
  readonly namespace?: string | undefined;
}

/** Elasticsearch with Kibana and a bootstrap Job. */
export function searchStack(owner: StackOwner, size: DataSize): Stack {
  return stack(`Elasticsearch ${size}`, (chart) => {
    const users = ["search-bootstrap"];
    const search = new ElasticsearchCluster(chart, "Search", { ...owner, name: "search", size, users });
    new Kibana(chart, "Kibana", { ...owner, elasticsearch: search });
    new IndexBootstrap(chart, "Bootstrap", {
      ...owner,
      elasticsearch: search,
      credentials: "search-bootstrap",
      dataStreams: { "logs-events-dwdi": { replicas: size === "demo" ? 0 : 1 } },
    });
  });
}

/** @throws Error with all errors: a stack that does not pass its own checks is no stack */
export function stack(title: string, make: (chart: Chart) => void): Stack {
  const chart = new Chart(new App(), "data");
  make(chart);
  const { objects, findings: all } = renderManifests(chart);
  const findings = all.filter(({ severity }) => severity === "error");
  if (findings.length > 0) throw new Error(`${title}: ${findings.map(({ message }) => message).join("; ")}`);
  return { title, objects };
}
