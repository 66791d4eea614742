// SPDX-License-Identifier: Apache-2.0
import { App, Chart } from "cdk8s";
import { earlierObjects } from "../../../../lib/kubernetes/data/checked.ts";
import { KafkaCluster, type KafkaClusterProps } from "../../../../lib/kubernetes/data/kafka/index.ts";
import { type Manifest, renderManifests, type Synthesis } from "../../../../lib/kubernetes/index.ts";

export const owner = { event: "lugano-2022", team: "dwdi" };

/** A chart with a cluster of name `bus`. `earlier`: what was there at the last synth. */
export function withCluster(
  props: Partial<KafkaClusterProps> = {},
  earlier: readonly Manifest[] = [],
): { readonly chart: Chart; readonly cluster: KafkaCluster } {
  const app = new App();
  app.node.setContext(earlierObjects, earlier);
  const chart = new Chart(app, "data");
  return { chart, cluster: new KafkaCluster(chart, "Bus", { ...owner, name: "bus", ...props }) };
}

export function faultsOf(chart: Chart): readonly string[] {
  return errorsOf(renderManifests(chart)).map(({ path, message }) => `${path} ${message}`);
}

function errorsOf({ findings }: Synthesis): Synthesis["findings"] {
  return findings.filter(({ severity }) => severity === "error");
}

/** The object of a kind and name; fails on any error. */
export function objectOf(chart: Chart, kind: string, name: string): Manifest {
  const synthesis = renderManifests(chart);
  const findings = errorsOf(synthesis);
  const found = synthesis.objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (findings.length > 0 || found === undefined) throw new Error(JSON.stringify({ kind, name, findings }));
  return found;
}
