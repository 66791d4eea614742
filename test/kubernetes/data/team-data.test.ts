// SPDX-License-Identifier: Apache-2.0
import { App } from "cdk8s";
import { describe, expect, test } from "vitest";
import { type Manifest, renderTeam, teamChart, type TeamChartProps } from "../../../lib/kubernetes/index.ts";
import { teamFaults, teamObjects } from "../../../lib/kubernetes/light.ts";
import type { DataSpec } from "../../../lib/model/index.ts";
import { event, team } from "../fixture.ts";

const data: DataSpec = {
  elasticsearch: { size: "small", kibana: true, retentionDays: 7 },
  kafka: {
    size: "small",
    topics: [{ name: "observations", partitions: 6, retentionHours: 48 }],
    users: [
      { name: "station", produces: ["observations"], consumes: [] },
      { name: "analysis", produces: [], consumes: ["observations"] },
    ],
  },
  kafkaToElasticsearch: { topics: ["observations"] },
};

const quota = {
  ...team.namespace.quota,
  cpu: "12",
  memory: "32Gi",
  storage: "200Gi",
  services: 30,
  secrets: 100,
  persistentVolumeClaims: 30,
};
const withData = (spec: DataSpec, over: Partial<typeof quota> = {}): TeamChartProps => ({
  event,
  team: { ...team, namespace: { ...team.namespace, workspace: undefined, quota: { ...quota, ...over }, data: spec } },
});

describe("data services of an event's team", () => {
  test.each(["demo", "small", "ha"] as const)(
    "size %s: no finding, and the fast path makes the same objects",
    (size) => {
      const props = withData({
        ...data,
        elasticsearch: { ...data.elasticsearch!, size },
        kafka: { ...data.kafka!, size },
      });
      const { objects, findings } = renderTeam(props);
      expect(findings).toEqual([]);
      expect(teamObjects(props)).toEqual(objects);
      expect(teamFaults(props)).toEqual([]);
    },
  );

  test("a quota that is too small is a fault that names the smallest that fits", () => {
    const { findings } = renderTeam(withData(data, { memory: "8Gi" }));
    expect(findings.map(({ message }) => message).join("\n")).toMatch(
      /QF103 .*requests\.memory.*smallest quota that fits is requests\.memory/,
    );
  });

  test("no password stands in what is written without a deployment", () => {
    const { objects } = renderTeam(withData(data));
    expect(objects.filter(({ kind, type }) => kind === "Secret" && type !== "Opaque")).toEqual([]);
  });

  test("with passwords every user has its Secret", () => {
    const chart = teamChart(new App(), { ...withData(data), password: () => "\ue0b1pulumi:0.0\ue0b2" });
    const objects = chart.toJson() as Manifest[];
    const secrets = objects.filter(({ type }) => type === "kubernetes.io/basic-auth");
    expect(secrets.map(({ metadata }) => metadata.name)).toEqual(["search-team", "search-bootstrap"]);
  });
});
