// SPDX-License-Identifier: Apache-2.0
import { ApiObject, App, Chart } from "cdk8s";
import { describe, expect, test } from "vitest";
import * as pulumi from "@pulumi/pulumi";
import { parseAllDocuments } from "yaml";
import { OutputTokens } from "../../lib/bridge/index.ts";
import {
  type Manifest,
  renderManifests,
  renderTeam,
  SynthesisError,
  synthesize,
  teamChart,
} from "../../lib/kubernetes/index.ts";
import { event, team } from "./fixture.ts";

const configMap = (scope: Chart, id: string, data: Record<string, unknown>, name = id.toLowerCase()): ApiObject =>
  new ApiObject(scope, id, { apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data });

describe("synthesize", () => {
  test("writes what cdk8s renders, the same bytes each time", () => {
    const chart = teamChart(new App(), { event, team });
    const written = synthesize(chart);
    expect(synthesize(teamChart(new App(), { event, team }))).toBe(written);
    const objects = parseAllDocuments(written).map((document) => document.toJS() as Manifest);
    expect(objects.toSorted(byName)).toEqual((chart.toJson() as Manifest[]).toSorted(byName));
  });

  test("puts dependencies of constructs, objects and charts first", () => {
    const app = new App();
    const [late, early] = [new Chart(app, "Late"), new Chart(app, "Early")];
    const [a, b] = [configMap(late, "A", {}), configMap(late, "B", {})];
    configMap(early, "C", {});
    configMap(new Chart(early, "Inner"), "D", {});
    a.addDependency(b);
    late.addDependency(early);
    expect(renderManifests(app).objects.map(({ metadata }) => metadata.name)).toEqual(["d", "c", "b", "a"]);
  });

  test("says who depends on whom in a circle", () => {
    const chart = new Chart(new App(), "c");
    const [a, b] = [configMap(chart, "A", {}), configMap(chart, "B", {})];
    a.addDependency(b);
    b.addDependency(a);
    expect(renderManifests(chart).findings.map(({ code, message }) => [code, message])).toEqual([
      ["BV605", "objects depend on each other in a circle: c/A → c/B → c/A"],
    ]);
  });

  test("finds every value that is known only after deployment, however it was written", () => {
    const address = pulumi.output("203.0.113.7");
    const tokens = new OutputTokens();
    const chart = new Chart(new App({ resolvers: [tokens] }), "c");
    configMap(chart, "Raw", { at: { deep: address } });
    configMap(chart, "Inside", { url: `http://${tokens.string(address)}/` });
    configMap(chart, "Text", { url: `http://${address as unknown as string}/` });
    configMap(chart, "Encoded", { json: JSON.stringify({ at: tokens.string(address) }) });
    configMap(chart, "Fine", { url: "http://203.0.113.7/" });
    const { objects, findings } = renderManifests(chart);
    expect(objects.map(({ metadata }) => metadata.name)).toEqual(["fine"]);
    const hint = "Write the value itself, read it from a Secret or ConfigMap, or deploy the chart with `bivouac up`.";
    expect(findings).toEqual(
      [
        ["Raw", "data.at.deep"],
        ["Inside", "data.url"],
        ["Text", "data.url"],
        ["Encoded", "data.json"],
      ].map(([id = "", place]) => ({
        code: "BV602",
        severity: "error",
        path: `c/${id}`,
        message: `ConfigMap ${id.toLowerCase()}, ${place}, holds a value that is known only after deployment`,
        hint,
      })),
    );
  });

  test("finds an Output in an App that knows nothing of them", () => {
    const chart = new Chart(new App(), "c");
    configMap(chart, "Raw", { at: pulumi.output("203.0.113.7") });
    expect(renderManifests(chart).findings.map(({ code, path, message }) => [code, path, message])).toEqual([
      ["BV602", "c/Raw", "ConfigMap raw holds a value that is known only after deployment"],
    ]);
  });

  test("collects faults of constructs, duplicates and values that cannot be written, then throws once", () => {
    const chart = new Chart(new App(), "c");
    configMap(chart, "A", {}, "same");
    configMap(chart, "B", {}, "same");
    configMap(chart, "C", { when: new Date(0) });
    chart.node.addValidation({ validate: () => ["first", "second"] });
    const error = thrown(() => synthesize(chart));
    expect(error).toBeInstanceOf(SynthesisError);
    expect(
      (error as SynthesisError).findings.map(({ code, path, message }) => [code, path, message.split(":")[0]]),
    ).toEqual([
      ["BV601", "c", "first"],
      ["BV601", "c", "second"],
      ["BV603", "c/B", "ConfigMap same (core) is already made by c/A"],
      ["BV605", "c/C", "Failed serializing construct at path 'c/C' with name 'c'"],
    ]);
  });

  test("finds nothing wrong with many teams, each in an App of its own", () => {
    const teams = Array.from({ length: 9 }, (_, index) => ({
      ...team,
      id: `t${index}`,
      name: `lugano-2022-t${index}`,
    }));
    expect(teams.flatMap((each) => renderTeam({ event, team: each }).findings)).toEqual([]);
  });
});

function byName(a: Manifest, b: Manifest): number {
  return `${a.kind} ${a.metadata.name}`.localeCompare(`${b.kind} ${b.metadata.name}`);
}

function thrown(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
