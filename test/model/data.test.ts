// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { type EventInput, type NamespaceInput, resolveEvent } from "../../lib/model/index.ts";
import { baseEvent, codes } from "./samples.ts";

const operators = { namespaces: ["elastic-system"], apiServer: ["192.0.2.10/32"] };

function resolve(
  namespace: NamespaceInput,
  defaults: NamespaceInput = {},
  guardRails: EventInput["guardRails"] = { operators },
): ReturnType<typeof resolveEvent> {
  const base = baseEvent({ clouds: { kubernetes: "k" }, team: { namespace }, defaults: { namespace: defaults } });
  return resolveEvent({ ...base, guardRails });
}
const dataOf = (...given: Parameters<typeof resolve>): unknown => resolve(...given).event?.teams[0]?.namespace?.data;

describe("data services of a team", () => {
  it("are none when nobody asks for them", () => {
    expect(resolve({}).event?.teams[0]?.namespace).not.toHaveProperty("data");
  });

  it("have defaults for all that is not said", () => {
    expect(
      dataOf({
        elasticsearch: {},
        kafka: { topics: { events: {} }, users: { p: { produces: ["events"] } } },
        kafkaToElasticsearch: { topics: ["events"] },
      }),
    ).toEqual({
      elasticsearch: {
        size: "small",
        version: undefined,
        kibana: true,
        retentionDays: 30,
        storageClass: undefined,
      },
      kafka: {
        size: "small",
        version: undefined,
        storageClass: undefined,
        topics: [{ name: "events", partitions: 3, retentionHours: 48 }],
        users: [{ name: "p", produces: ["events"], consumes: [] }],
      },
      kafkaToElasticsearch: { topics: ["events"], dataset: undefined },
    });
  });

  it("come from the defaults as a whole, unless the team says false", () => {
    expect(dataOf({}, { elasticsearch: { size: "demo" } })).toMatchObject({ elasticsearch: { size: "demo" } });
    expect(dataOf({ elasticsearch: false }, { elasticsearch: { size: "demo" } })).toBeUndefined();
  });

  it.each([
    [
      "a user of a topic that is not there",
      { kafka: { users: { p: { produces: ["evnts"] } }, topics: { events: {} } } },
      "BV264",
      "write events",
    ],
    [
      "a bridge of one",
      { elasticsearch: {}, kafka: {}, kafkaToElasticsearch: { topics: ["events"] } },
      "BV264",
      "add it to kafka.topics",
    ],
    [
      "a bridge without Kafka",
      { elasticsearch: {}, kafkaToElasticsearch: { topics: ["events"] } },
      "BV265",
      "add kafka",
    ],
    [
      "a bridge without either",
      { kafkaToElasticsearch: { topics: ["events"] } },
      "BV265",
      "add elasticsearch and kafka",
    ],
  ])("refuse %s", (_, namespace, code, hint) => {
    const { findings } = resolve(namespace);
    expect(codes(findings)).toEqual([code]);
    expect(findings[0]?.hint).toContain(hint);
    expect(findings[0]?.path).toMatch(/^teams\./);
  });

  it("warn of Kafka that cannot reach the API server", () => {
    const { findings, event } = resolve({ kafka: {} }, {}, {});
    expect(codes(findings)).toEqual(["BV266"]);
    expect(findings[0]?.severity).toBe("warning");
    expect(event?.guardRails.operators).toEqual({ namespaces: ["elastic-system"], apiServer: [] });
  });

  it("refuse an address of the API server that is no CIDR", () => {
    const { findings } = resolve({}, {}, { operators: { apiServer: ["10.0.0.1"] } });
    expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual(["BV273 guardRails.operators.apiServer.0"]);
  });
});
