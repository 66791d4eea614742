// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { type DataKind, dataKinds, dataServiceStatus } from "../../lib/live/data-services.ts";
import type { KubernetesObject } from "../../lib/live/index.ts";
import type { DataSpec } from "../../lib/model/index.ts";

const search: DataSpec = { elasticsearch: { size: "small", kibana: false, retentionDays: 7 } };
const bus: DataSpec = { kafka: { size: "small", topics: [], users: [] } };

/** The state of the one service of `data`, whose object has this status and spec. */
function stateOf(data: DataSpec, status: object | undefined, spec: object = {}): readonly string[] {
  const kind = dataKinds.find((each) => each.wanted(data).length > 0);
  const [name = ""] = kind?.wanted(data) ?? [];
  const object: KubernetesObject = { metadata: { name }, spec, ...(status === undefined ? {} : { status }) };
  const found = new Map<DataKind, readonly KubernetesObject[]>(kind === undefined ? [] : [[kind, [object]]]);
  return dataServiceStatus(data, found).map(({ service, state, says }) => `${service} ${state}: ${says}`);
}

const nodeSets = [{ count: 3 }, { count: 2 }];
const condition = (type: string, status: string, more: object = {}): object => ({ type, status, ...more });

describe("Elasticsearch", () => {
  test.each([
    [{ health: "green", phase: "Ready", availableNodes: 5 }, "ready: health green, phase Ready, 5 of 5 nodes"],
    [{ health: "green", phase: "Ready", availableNodes: 4 }, "coming: health green, phase Ready, 4 of 5 nodes"],
    [{ health: "yellow", phase: "Ready", availableNodes: 5 }, "coming: health yellow, phase Ready, 5 of 5 nodes"],
    [{ phase: "ApplyingChanges" }, "coming: health unknown, phase ApplyingChanges, 0 of 5 nodes"],
    [{ health: "red", phase: "Ready", availableNodes: 5 }, "broken: health red, phase Ready, 5 of 5 nodes"],
    [
      { phase: "Invalid", conditions: [condition("ReconciliationComplete", "False", { message: "no master" })] },
      "broken: health unknown, phase Invalid, 0 of 5 nodes, no master",
    ],
    [undefined, "unseen: no operator has looked at it: does one watch this namespace?"],
    [{}, "unseen: no operator has looked at it: does one watch this namespace?"],
  ])("%j", (status, says) => {
    expect(stateOf(search, status, { nodeSets })).toEqual([`Elasticsearch search ${says}`]);
  });
});

describe("Kafka", () => {
  test.each([
    [{ conditions: [condition("Ready", "True")] }, "ready: ready"],
    [
      { conditions: [condition("Ready", "True"), condition("Warning", "True", { message: "storage is ignored" })] },
      "ready: ready; storage is ignored",
    ],
    [{ conditions: [condition("NotReady", "True", { reason: "Creating" })] }, "coming: Creating"],
    [
      { conditions: [condition("NotReady", "True", { reason: "InvalidResourceException", message: "no pool" })] },
      "broken: InvalidResourceException: no pool",
    ],
    [{ conditions: [condition("Ready", "False")] }, "coming: no condition Ready yet"],
    [{ observedGeneration: 1 }, "coming: no condition Ready yet"],
  ])("%j", (status, says) => {
    expect(stateOf(bus, status)).toEqual([`Kafka bus ${says}`]);
  });
});

test("Kibana and Logstash without a pod are coming, not broken", () => {
  const data: DataSpec = { ...search, ...bus, kafkaToElasticsearch: { topics: ["a"] } };
  const kind = dataKinds.find(({ kind: name }) => name === "Logstash")!;
  const object = { metadata: { name: "sink" }, spec: { count: 2 }, status: { health: "red", availableNodes: 0 } };
  expect(dataServiceStatus(data, new Map([[kind, [object]]])).at(-1)).toEqual({
    service: "Logstash sink",
    state: "coming",
    says: "health red, 0 of 2 nodes",
  });
});

test("what is not there is missing", () => {
  expect(dataServiceStatus(search, new Map())).toEqual([
    { service: "Elasticsearch search", state: "missing", says: "is not there" },
  ]);
});
