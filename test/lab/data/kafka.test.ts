// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "../../../lab/kafka/admin.ts";
import { type Bus, bulk, plain, records, refusal, startBus } from "./kafka-bus.ts";
import { changed, edited, kafkaManifests, topics, users } from "./kafka-manifests.ts";

let bus: Bus;

const firstAcl = ["spec", "authorization", "acls", 0];

describe("size small on one node instead of three, factors of replication cut to 1", () => {
  const rate = 10_000;
  beforeAll(async () => {
    const quotas = { type: "kafka", consumerByteRate: 20_000 } as const;
    const limited = { produces: ["events"], quotas: { producerByteRate: rate, consumerByteRate: 50_000_000 } };
    const certified = { authentication: "tls", produces: ["other"] } as const;
    const manifests = kafkaManifests({
      cluster: { quotas, clientCertificates: true },
      topics,
      users: { ...users, limited, certified, early: { produces: ["other"] } },
    });
    // Its right is there, so that the missing topic alone can be the reason of a refusal.
    bus = await startBus(edited(manifests, "early", [...firstAcl, "resource", "name"], "undeclared"), 1);
  });
  afterAll(() => bus?.close());

  test("only factors that one node cannot have are cut", () => {
    expect(bus.brokers.cut).toEqual({
      "default.replication.factor": [3, 1],
      "min.insync.replicas": [2, 1],
      "offsets.topic.replication.factor": [3, 1],
      "transaction.state.log.replication.factor": [3, 1],
      "transaction.state.log.min.isr": [2, 1],
      "share.coordinator.state.topic.replication.factor": [3, 1],
      "share.coordinator.state.topic.min.isr": [2, 1],
    });
  });

  test("topics have the partitions and the configuration of their KafkaTopics, under Kafka's names", async () => {
    const own = await bus.brokers.admin.topics();
    expect(own).toMatchObject({
      events: { partitions: 6, replicas: 1, config: { "retention.ms": "86400000" } },
      Latest_State: { partitions: 2, config: { "cleanup.policy": "compact", "min.cleanable.dirty.ratio": "0.1" } },
      other: { partitions: 1, config: {} },
    });
    expect(await bus.topicNames()).toEqual(["Latest_State", "events", "other"]);
  });

  test("users have exactly the rights that follow from what they produce and consume", async () => {
    const { producer, consumer, limited } = await bus.brokers.admin.users();
    expect(producer).toEqual({
      mechanisms: ["SCRAM-SHA-512"],
      acls: ["ALLOW DESCRIBE TOPIC LITERAL events from *", "ALLOW WRITE TOPIC LITERAL events from *"],
      quotas: {},
    });
    expect(consumer?.acls).toEqual([
      "ALLOW DESCRIBE TOPIC LITERAL events from *",
      "ALLOW READ GROUP LITERAL dashboard from *",
      "ALLOW READ TOPIC LITERAL events from *",
    ]);
    expect(limited?.quotas).toEqual({ producer_byte_rate: rate, consumer_byte_rate: 50_000_000 });
  });

  test("the producer writes, also idempotently; the consumer reads with its group and goes on where it was", async () => {
    expect(await bus.produce({ user: "producer", topic: "events", records, config: { acks: "all" } })).toBe(3);
    const consumer = { user: "consumer", topic: "events", group: "dashboard" };
    expect(await bus.read({ ...consumer, expect: 3, commit: false })).toEqual(["a", "b", "c"]);
    expect(await bus.read({ ...consumer, expect: 3 })).toEqual(["a", "b", "c"]);
    expect(await bus.produce({ user: "producer", topic: "events", records: [{ value: "d" }] })).toBe(1);
    expect(await bus.read(consumer)).toEqual(["d"]);
    const committed = await bus.brokers.admin.offsets("dashboard");
    expect(Object.values(committed).reduce((sum, offset) => sum + offset, 0)).toBe(4);
  });

  const refused: readonly (readonly [string, "produce" | "consume" | "createTopic", Client, object, string])[] = [
    [
      "the producer reads",
      "consume",
      { user: "producer" },
      { topic: "events", group: "dashboard" },
      "GroupAuthorizationException",
    ],
    [
      "the consumer writes",
      "produce",
      { user: "consumer", config: plain },
      { topic: "events", records },
      "TopicAuthorizationException",
    ],
    [
      "the consumer writes idempotently",
      "produce",
      { user: "consumer" },
      { topic: "events", records },
      "ClusterAuthorizationException",
    ],
    [
      "the consumer comes with another group",
      "consume",
      { user: "consumer" },
      { topic: "events", group: "other" },
      "GroupAuthorizationException",
    ],
    [
      "the other team's user writes here",
      "produce",
      { user: "stranger", config: plain },
      { topic: "events", records },
      "TopicAuthorizationException",
    ],
    [
      "the other team's user writes here idempotently",
      "produce",
      { user: "stranger" },
      { topic: "events", records },
      "TopicAuthorizationException",
    ],
    [
      "the other team's user reads here",
      "consume",
      { user: "stranger" },
      { topic: "events", group: "strangers" },
      "TopicAuthorizationException",
    ],
    [
      "the other team's user takes our group",
      "consume",
      { user: "stranger" },
      { topic: "other", group: "dashboard" },
      "GroupAuthorizationException",
    ],
    ["a user makes a topic", "createTopic", { user: "producer" }, { topic: "mine" }, "TopicAuthorizationException"],
    [
      "a wrong password",
      "produce",
      { user: "producer", password: "wrong" },
      { topic: "events", records },
      "SaslAuthenticationException",
    ],
    [
      "a name that nobody has",
      "produce",
      { user: "nobody", password: "x" },
      { topic: "events", records },
      "SaslAuthenticationException",
    ],
  ];
  test.each(refused)("refused: %s", async (_, verb, client, question, type) => {
    const admin = bus.brokers.admin as unknown as Record<string, (asked: object) => Promise<unknown>>;
    expect(await refusal(admin[verb]!({ ...client, ...question }))).toBe(type);
  });

  test("refused by the client itself: brokers whose authority it does not trust", async () => {
    const config = { "ssl.truststore.certificates": bus.brokers.administrator.certificate };
    expect(await refusal(bus.produce({ user: "producer", topic: "events", records, config }))).toBe(
      "SslAuthenticationException",
    );
  });

  test("the other team's user does in its own topic what it may", async () => {
    expect(await bus.produce({ user: "stranger", topic: "other", records })).toBe(3);
    expect(await bus.read({ user: "stranger", topic: "other", group: "strangers", expect: 3 })).toEqual([
      "a",
      "b",
      "c",
    ]);
  });

  test("a user with a certificate has its rights on the listener for certificates, one without has none there", async () => {
    const identity = await bus.brokers.issue("certified");
    const other = await bus.brokers.issue("somebody");
    expect(await bus.produce({ user: "certified", identity, listener: "certs", topic: "other", records })).toBe(3);
    const events = bus.produce({
      user: "certified",
      identity,
      listener: "certs",
      topic: "events",
      records,
      config: plain,
    });
    expect(await refusal(events)).toBe("TopicAuthorizationException");
    const somebody = bus.produce({
      user: "",
      identity: other,
      listener: "certs",
      topic: "other",
      records,
      config: plain,
    });
    expect(await refusal(somebody)).toBe("TopicAuthorizationException");
  });

  test("a topic that nobody declared does not appear by being written to", async () => {
    const config = { "max.block.ms": "3000" };
    expect(await refusal(bus.produce({ user: "early", topic: "undeclared", records, config }))).toBe(
      "TimeoutException",
    );
    expect(await bus.brokers.admin.topics()).not.toHaveProperty("undeclared");
  });

  test("quotas of type kafka: a user is held to its own rate, one without to the default, others are not", async () => {
    const limited = await bus.brokers.admin.produce({ user: "limited", topic: "events", ...bulk });
    expect(limited).toEqual({ acknowledged: 50, throttled: expect.toSatisfy((ms: number) => ms > 0) });
    const free = await bus.brokers.admin.produce({ user: "producer", topic: "events", ...bulk });
    expect(free).toEqual({ acknowledged: 50, throttled: 0 });
    const consumer = { user: "consumer", topic: "events", group: "dashboard", config: { "fetch.min.bytes": "200000" } };
    expect((await bus.brokers.admin.consume({ ...consumer, expect: 60 })).throttled).toBeGreaterThan(0);
  });

  test("applied again nothing changes and passwords stay; partitions grow; a change and its undoing arrive", async () => {
    const { secrets } = await bus.brokers.admin.apply(bus.manifests);
    const again = await bus.brokers.admin.apply(bus.manifests);
    expect(again).toEqual({ topics: { events: [], Latest_State: [], other: [] }, secrets });
    const topic = bus.manifests.find(({ metadata }) => metadata.name === "other")!;
    const more = changed(changed(topic, ["spec", "partitions"], 4), ["spec", "config"], {
      "retention.bytes": 1_000_000,
    });
    expect((await bus.brokers.admin.apply([more])).topics).toEqual({ other: ["partitions", "config"] });
    expect((await bus.brokers.admin.topics())["other"]).toMatchObject({
      partitions: 4,
      config: { "retention.bytes": "1000000" },
    });
    expect(await refusal(bus.brokers.admin.apply([topic]))).toBe("IllegalArgumentException");
    expect((await bus.brokers.admin.apply([changed(more, ["spec", "config"], undefined)])).topics).toEqual({
      other: ["config"],
    });
    expect((await bus.brokers.admin.topics())["other"]).toMatchObject({ partitions: 4, config: {} });
  });

  test("rights that are taken away are gone; what is deleted is gone, also the second time, and comes back empty", async () => {
    const rightless = changed(
      bus.manifests.find(({ metadata }) => metadata.name === "producer")!,
      ["spec", "authorization", "acls"],
      [],
    );
    await bus.brokers.admin.apply([rightless]);
    const write = (): Promise<number> => bus.produce({ user: "producer", topic: "events", records, config: plain });
    await expect.poll(() => refusal(write()), { timeout: 300_000 }).toBe("TopicAuthorizationException");
    await bus.brokers.admin.delete(bus.manifests);
    await bus.brokers.admin.delete(bus.manifests);
    await expect.poll(() => bus.topicNames(), { timeout: 300_000 }).toEqual([]);
    expect(await bus.brokers.admin.users()).toEqual({});
    await bus.brokers.admin.apply(bus.manifests);
    await expect.poll(() => refusal(write()), { timeout: 300_000 }).toBe("accepted");
    expect(await bus.read({ user: "consumer", topic: "events", group: "dashboard", expect: 3 })).toEqual([
      "a",
      "b",
      "c",
    ]);
  });
});
