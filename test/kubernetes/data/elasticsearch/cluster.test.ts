// SPDX-License-Identifier: Apache-2.0
import { App, Chart, JsonPatch } from "cdk8s";
import { describe, expect, test } from "vitest";
import { ElasticsearchCluster, IndexBootstrap, Kibana } from "../../../../lib/kubernetes/data/elasticsearch/index.ts";
import { dataFindings } from "../../../../lib/kubernetes/data/checked.ts";
import { renderManifests, synthesize } from "../../../../lib/kubernetes/synth.ts";

const owner = { event: "lugano-2022", team: "dwdi" };

const faultsOf = (chart: Chart): readonly string[] =>
  renderManifests(chart)
    .findings.filter(({ severity }) => severity === "error")
    .map(({ message }) => message);

describe.each(["demo", "small", "ha"] as const)("size %s", (size) => {
  test("has no error, and no warning but that one node is few", () => {
    const chart = new Chart(new App(), "data");
    const search = new ElasticsearchCluster(chart, "Search", { ...owner, name: "search", size });
    new Kibana(chart, "Kibana", { ...owner, elasticsearch: search });
    expect(faultsOf(chart)).toEqual([]);
    expect(dataFindings(chart)).toEqual([]);
  });
});

test("a patch that opens the pods to the node is a fault at synth", () => {
  const chart = new Chart(new App(), "data");
  const search = new ElasticsearchCluster(chart, "Search", { ...owner, name: "search" });
  search.resource.addJsonPatch(JsonPatch.add("/spec/nodeSets/0/podTemplate/spec/hostNetwork", true));
  expect(faultsOf(chart).join("\n")).toMatch(
    /PS101 data\/Search\/Resource spec: StatefulSet search-es-all, which the operator makes/,
  );
});

test("a patch that nobody minds is written", () => {
  const chart = new Chart(new App(), "data");
  const search = new ElasticsearchCluster(chart, "Search", { ...owner, name: "search" });
  search.resource.addJsonPatch(JsonPatch.add("/spec/nodeSets/0/config/indices.memory.index_buffer_size", "20%"));
  const { objects, findings } = renderManifests(chart);
  expect(findings).toEqual([]);
  expect(JSON.stringify(objects)).toContain("index_buffer_size");
});

test("the bootstrap's Job is named after what it does", () => {
  const names = [30, 31].map((retentionDays) => {
    const chart = new Chart(new App(), "data");
    const search = new ElasticsearchCluster(chart, "Search", { ...owner, name: "search", users: ["search-bootstrap"] });
    const bootstrap = new IndexBootstrap(chart, "Bootstrap", {
      ...owner,
      elasticsearch: search,
      credentials: "search-bootstrap",
      dataStreams: { "logs-events-dwdi": { retentionDays } },
    });
    expect(faultsOf(chart)).toEqual([]);
    return bootstrap.job.name;
  });
  expect(names[0]).toMatch(/^search-bootstrap-[0-9a-f]{8}$/);
  expect(names[1]).not.toBe(names[0]);
});

test("a warning is a finding of what is rendered, and no fault", () => {
  const chart = new Chart(new App(), "data");
  const search = new ElasticsearchCluster(chart, "Search", { ...owner, name: "search" });
  search.resource.addJsonPatch(JsonPatch.remove("/spec/nodeSets/0/config/node.store.allow_mmap"));
  const { findings } = renderManifests(chart);
  expect(findings.map(({ code, severity, path }) => [code, severity, path])).toEqual([
    ["ES121", "warning", expect.stringMatching(/^data\/Search\/Resource spec\.nodeSets\.0/)],
  ]);
  expect(() => synthesize(chart)).not.toThrow();
});
