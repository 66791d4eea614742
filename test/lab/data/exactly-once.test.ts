// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { only } from "../../../lab/search/pipeline.ts";
import { type Counts, type Sink, startSink } from "../../../lab/search/sink.ts";
import { Stack, type Topic, users } from "./exactly-once-stack.ts";

// Real brokers, Kafka 4.3.1, and a real engine, Elasticsearch 9.4.3, configured by what the constructs emit. Logstash is on no registry:
// in its place stands a consumer that reads the very text of the pipeline, with its group, its filters, its ids, and its order of writing
// and committing. It has no queue on a disk, so it cannot show that Logstash's own survives; what would be in there is read again.

let stack: Stack;
const sinks: Sink[] = [];

beforeAll(async () => {
  stack = await Stack.start();
});

afterAll(async () => {
  await Promise.all(sinks.map(async (sink) => sink.kill()));
  await stack?.close();
});

interface Message {
  readonly station: string;
  readonly temperature: number;
  readonly number: number;
}

const stationOf = (number: number): string => `S${number % 17}`;

const messages: readonly Message[] = Array.from({ length: 1_000 }, (_, number) => ({
  station: stationOf(number),
  temperature: number / 8,
  number,
}));

async function produce(topic: Topic, values: readonly string[]): Promise<void> {
  const records = values.map((value, index) => ({ key: stationOf(index), value }));
  const { acknowledged } = await stack.brokers.admin.produce({
    user: "producer",
    topic,
    records,
    config: { acks: "all" },
  });
  expect(acknowledged).toBe(values.length);
}

async function thousand(topic: Topic): Promise<void> {
  await produce(
    topic,
    messages.map((message) => JSON.stringify(message)),
  );
}

async function start(topic: Topic, options: { maxPoll?: number; dieAfter?: number } = {}): Promise<Sink> {
  const sink = await startSink({ pipeline: stack.pipeline(topic), ...options });
  sinks.push(sink);
  return sink;
}

interface Hit {
  readonly _index: string;
  readonly _id: string;
  readonly _source: Message & {
    readonly "@timestamp": string;
    readonly message?: string;
    readonly tags?: readonly string[];
  };
}

async function documents(index: string): Promise<readonly Hit[]> {
  await stack.engine.request("POST", `/${index}/_refresh`);
  const { body } = await stack.engine.request("GET", `/${index}/_search?size=5000&track_total_hits=true`);
  const { hits } = body as { hits: { total: { value: number }; hits: readonly Hit[] } };
  expect(hits.total.value).toBe(hits.hits.length);
  return hits.hits;
}

/** Each message once, as it was produced, under the id of its place in the topic. */
async function expectExactlyOnce(topic: Topic, index: string): Promise<void> {
  const found = await documents(index);
  const contents = found
    .map(({ _source: { station, temperature, number } }) => ({ station, temperature, number }))
    .toSorted((a, b) => a.number - b.number);
  expect(contents).toEqual(messages);
  const offsets = await stack.brokers.admin.offsets(`to-${topic}`);
  const places = Object.entries(offsets).flatMap(([partition, end]) =>
    Array.from({ length: end }, (_, offset) => `${partition}-${offset}`),
  );
  expect(found.map(({ _id }) => _id).toSorted()).toEqual(places.toSorted());
}

/** Messages of the topic that its bridge has committed, by the brokers. */
async function committed(topic: Topic): Promise<number> {
  return Object.values(await stack.brokers.admin.offsets(`to-${topic}`)).reduce((sum, end) => sum + end, 0);
}

/** Waits until the bridge has committed so many messages, and ends it. */
async function drain(sink: Sink, topic: Topic, count = 1_000): Promise<Counts> {
  const counts = await sink.until(async () => (await committed(topic)) >= count);
  await sink.close();
  return counts;
}

test("the pipeline speaks to the bootstrap Service with the truststore of the cluster's Secret", () => {
  const text = stack.text("weather");
  expect(text).toContain('bootstrap_servers => "bus-kafka-bootstrap.lugano-2022-dwdi.svc:9093"');
  expect(text).toContain("ca.crt");
  expect(only(stack.pipeline("weather").input, "kafka").options).toMatchObject({
    topics: ["weather"],
    group_id: "to-weather",
    security_protocol: "SASL_SSL",
  });
});

describe("by a consumer with the pipeline's text, group, ids and order of commit (Logstash itself is on no registry)", () => {
  test("1,000 messages are 1,000 documents of the data stream, whose mapping is the template's", async () => {
    await thousand("weather");
    const sink = await start("weather");
    const counts = await drain(sink, "weather");
    expect(counts).toMatchObject({ messages: 1_000, created: 1_000, conflicts: 0, refused: 0 });
    await expectExactlyOnce("weather", "logs-weather-dwdi");
    const { body } = await stack.engine.request("GET", "/logs-weather-dwdi/_mapping");
    const [mapping] = Object.values(body as Record<string, { mappings: { properties: object } }>);
    expect(mapping?.mappings.properties).toEqual({
      "@timestamp": { type: "date" },
      station: { type: "keyword" },
      temperature: { type: "double" },
      number: { type: "long" },
    });
  });

  test("so they are when it dies between writing and committing, and when the next is killed in the middle", async () => {
    await thousand("killed");
    const first = await start("killed", { maxPoll: 100, dieAfter: 300 });
    expect(await first.died()).toBeUndefined();
    expect(first.counts.created).toBeGreaterThanOrEqual(300);
    expect(first.counts.committed).toBeLessThan(first.counts.created);

    const second = await start("killed", { maxPoll: 50 });
    await second.until(({ messages: read }) => read >= 250);
    await second.kill();
    expect(await committed("killed")).toBeLessThan(1_000);

    const counts = await drain(await start("killed"), "killed");
    // It had to read again what was written and not committed.
    expect(first.counts.created + second.counts.messages + counts.messages).toBeGreaterThan(1_000);
    expect(second.counts.conflicts + counts.conflicts).toBeGreaterThan(0);
    await expectExactlyOnce("killed", "logs-killed-dwdi");
  });

  test("so they are in an index, where what comes again is written over", async () => {
    await thousand("indexed");
    const first = await start("indexed", { maxPoll: 100, dieAfter: 500 });
    expect(await first.died()).toBeUndefined();
    const counts = await drain(await start("indexed"), "indexed");
    expect(counts.updated).toBeGreaterThan(0);
    await expectExactlyOnce("indexed", "indexed");
  });

  test("what is no object is kept as text, what contradicts the mapping is refused, and what follows goes on", async () => {
    const values = [
      "no JSON",
      '["a list"]',
      '{"temperature":"cold"}',
      '{"number":1,"@timestamp":"2022-11-05T10:00:00Z"}',
      '{"number":2,"event":{"original":"x"}}',
    ];
    await produce("mixed", values);
    const counts = await drain(await start("mixed"), "mixed", values.length);
    expect(counts).toMatchObject({ created: 4, refused: 1 });
    expect(counts.reason).toMatch(/^400 document_parsing_exception: .*temperature/);
    const found = (await documents("logs-mixed-dwdi")).map(({ _source }) => _source);
    const texts = found.flatMap(({ message, tags }) => (message === undefined ? [] : [[message, tags] as const]));
    expect(Object.fromEntries(texts)).toEqual({
      '["a list"]': ["_jsonparsefailure"],
      "no JSON": ["_jsonparsefailure"],
    });
    expect(found.find(({ number }) => number === 1)?.["@timestamp"]).toBe("2022-11-05T10:00:00Z");
  });

  test("the limit: what comes again after the data stream rolled over is a second document", async () => {
    await thousand("rolled");
    const first = await start("rolled", { maxPoll: 100, dieAfter: 300 });
    expect(await first.died()).toBeUndefined();
    expect((await stack.engine.request("POST", "/logs-rolled-dwdi/_rollover")).status).toBe(200);
    await drain(await start("rolled"), "rolled");
    const found = await documents("logs-rolled-dwdi");
    expect(new Set(found.map(({ _id }) => _id)).size).toBe(1_000);
    expect(found.length).toBeGreaterThan(1_000);
    // Within one backing index there is one of each.
    expect(new Set(found.map(({ _index, _id }) => `${_index} ${_id}`)).size).toBe(found.length);
  });
});

describe("the other team is refused", () => {
  test.each([
    ["its user by the brokers, who wants to read", "TopicAuthorizationException", () => stack.login("neighbour")],
    [
      "who guesses a password, by the brokers",
      "SaslAuthenticationException",
      () => stack.login("to-guarded").replace(/password="[^"]*"/, 'password="guessed"'),
    ],
  ])("%s", async (_, exception, login) => {
    const sink = await startSink({ pipeline: stack.pipeline("guarded", login()) });
    sinks.push(sink);
    expect((await sink.died())?.exception).toBe(exception);
  });

  test("its user by the brokers, who wants to produce", async () => {
    const asked = stack.brokers.admin.produce({ user: "neighbour", topic: "guarded", records: [{ value: "{}" }] });
    await expect(asked).rejects.toMatchObject({ type: "TopicAuthorizationException" });
  });

  test("its user by Elasticsearch, to read and to write, and nothing of what was not written is committed", async () => {
    await produce("guarded", ['{"number":1}']);
    const sink = await startSink({ pipeline: stack.pipeline("guarded", stack.login("to-guarded"), users.neighbour) });
    sinks.push(sink);
    expect((await sink.died())?.message).toMatch(/^403 security_exception: .*\[neighbour\]/);
    expect(await stack.brokers.admin.offsets("to-guarded")).toEqual({});
    expect((await stack.engine.request("GET", "/logs-weather-dwdi/_search", undefined, users.neighbour)).status).toBe(
      403,
    );
  });

  test("the operator's own role writes to logs-…, and to another index only when the bridge has declared it again", async () => {
    const write = async (index: string, user: (typeof users)["plain"]): Promise<number> =>
      (await engineCreate(index, user)).status;
    expect(await write("logs-weather-dwdi", users.plain)).toBe(201);
    expect(await write("indexed", users.plain)).toBe(403);
    expect(await write("indexed", users.logstash)).toBe(201);
  });
});

async function engineCreate(index: string, user: (typeof users)["plain"]): Promise<{ readonly status: number }> {
  return stack.engine.request("POST", `/${index}/_doc`, { "@timestamp": "2022-11-05T10:00:00Z" }, user);
}
