// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bus, bulk, plain, records, refusal, startBus } from "./kafka-bus.ts";
import { changed, edited, kafkaManifests, ofKind, topics } from "./kafka-manifests.ts";

let bus: Bus;

/** A topic that nobody declared, and the right to make it. */
const undeclared = {
  resource: { type: "topic", name: "undeclared", patternType: "literal" },
  operations: ["Describe", "Write", "Create"],
};

describe("size demo, nothing cut, with totals and with automatic topics switched on again", () => {
  beforeAll(async () => {
    const manifests = kafkaManifests({
      cluster: { size: "demo", quotas: { type: "strimzi", producerByteRate: 10_000 } },
      topics,
      users: { own: { produces: ["events"] }, early: { produces: ["other"] } },
    });
    const automatic = edited(manifests, "bus", ["spec", "kafka", "config", "auto.create.topics.enable"], true);
    bus = await startBus(edited(automatic, "early", ["spec", "authorization", "acls"], [undeclared]), 1);
  });
  afterAll(() => bus?.close());

  test("the manifests ask for nothing that one node cannot do", () => {
    expect(bus.brokers.cut).toEqual({});
  });

  test("what is switched off otherwise: a topic appears by being written to, with one partition", async () => {
    expect(await bus.produce({ user: "early", topic: "undeclared", records })).toBe(3);
    expect((await bus.brokers.admin.topics())["undeclared"]).toMatchObject({ partitions: 1, replicas: 1 });
  });

  test("quotas of type strimzi: the total of the broker holds back whoever produces (plugin 0.3.1)", async () => {
    const { throttled } = await bus.brokers.admin.produce({ user: "own", topic: "events", ...bulk });
    expect(throttled).toBeGreaterThan(0);
  });
});

describe("size ha on three nodes, as its manifests say", () => {
  beforeAll(async () => {
    const manifests = kafkaManifests({
      cluster: { size: "ha" },
      topics: { ...topics, brittle: {} },
      users: { all: { produces: ["events", "brittle"], consumes: { events: "all" } } },
    });
    // Every replica must have a message: our rules refuse such a topic.
    bus = await startBus(edited(manifests, "brittle", ["spec", "config"], { "min.insync.replicas": 3 }), 3);
  });
  afterAll(() => bus?.close());

  test("nothing is cut, and every replica is in sync", async () => {
    expect(bus.brokers.cut).toEqual({});
    await expect
      .poll(() => bus.brokers.admin.topics(), { timeout: 300_000 })
      .toMatchObject({
        events: { partitions: 6, replicas: 3, inSync: 3 },
        Latest_State: { partitions: 2, replicas: 3, inSync: 3 },
      });
  });

  test("type strimzi ignores the quotas of users: a rate of one byte a second holds nobody back", async () => {
    const user = changed(ofKind(bus.manifests, "KafkaUser"), ["spec", "quotas"], { producerByteRate: 1 });
    await bus.brokers.admin.apply([user]);
    expect((await bus.brokers.admin.users())["all"]?.quotas).toEqual({ producer_byte_rate: 1 });
    expect(await bus.brokers.admin.produce({ user: "all", topic: "events", ...bulk })).toEqual({
      acknowledged: 50,
      throttled: 0,
    });
  });

  test("with one broker away: min.insync one less than the replicas goes on, as many as the replicas stops", async () => {
    await bus.brokers.stopNode(2);
    const acks = { acks: "all" };
    expect(await bus.produce({ user: "all", topic: "events", records, config: acks })).toBe(3);
    // Once: a producer goes on trying otherwise. The first try can still go to the leader that is away.
    const once = { ...acks, ...plain, retries: "0" };
    await expect
      .poll(() => refusal(bus.produce({ user: "all", topic: "brittle", records, config: once })), { timeout: 300_000 })
      .toBe("NotEnoughReplicasException");
    await bus.brokers.startNode(2);
    expect(await bus.produce({ user: "all", topic: "brittle", records, config: { acks: "all" } })).toBe(3);
    expect(await bus.read({ user: "all", topic: "events", group: "all", expect: 53 })).toHaveLength(53);
    await expect.poll(async () => (await bus.brokers.admin.topics())["events"]?.inSync, { timeout: 300_000 }).toBe(3);
  });
});
