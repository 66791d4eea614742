// SPDX-License-Identifier: Apache-2.0
import type { Consume, Produce } from "../../../lab/kafka/admin.ts";
import { type Brokers, startBrokers } from "../../../lab/kafka/broker.ts";
import { KafkaError } from "../../../lab/kafka/program.ts";
import type { Manifest } from "../../../lib/kubernetes/index.ts";

// Kafka 4.3.1 from its jars, configured from the constructs' manifests as Strimzi's operator does it. Not shown by any test of it: the
// operator itself, its rolling updates and its certificates' renewal, pods, volumes, and a broker that dies instead of stopping.

/** Brokers with everything applied, and the questions of the tests. */
export interface Bus {
  readonly brokers: Brokers;
  readonly manifests: readonly Manifest[];
  /** How many records the brokers acknowledged. */
  produce(question: Produce): Promise<number>;
  /** Values, in order. */
  read(question: Consume): Promise<string[]>;
  /** Names of topics but for Kafka's own. */
  topicNames(): Promise<string[]>;
  close(): Promise<void>;
}

export async function startBus(manifests: readonly Manifest[], nodes: number): Promise<Bus> {
  const brokers = await startBrokers(manifests, { nodes });
  const { admin } = brokers;
  const bus: Bus = {
    brokers,
    manifests,
    async produce(question: Produce): Promise<number> {
      return (await admin.produce(question)).acknowledged;
    },
    async read(question: Consume): Promise<string[]> {
      return (await admin.consume(question)).records.map(({ value }) => value).toSorted();
    },
    async topicNames(): Promise<string[]> {
      return Object.keys(await admin.topics())
        .filter((name) => !name.startsWith("__"))
        .toSorted();
    },
    close: () => brokers.close(),
  };
  try {
    await admin.apply(manifests);
  } catch (error) {
    await bus.close();
    throw error;
  }
  return bus;
}

/** How Kafka refuses, by the class of its exception. An answer is "accepted": refusals are compared, not only awaited. */
export async function refusal(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
    return "accepted";
  } catch (error) {
    if (error instanceof KafkaError) return error.type;
    throw error;
  }
}

export const records = ["a", "b", "c"].map((value) => ({ key: value, value }));

/** Without it a producer first asks for an id, which is another right than writing to a topic. */
export const plain = { "enable.idempotence": "false" };

/** 200 kB in few requests: a rate of 10 kB/s is measured over ten seconds, so half of it is too much. */
export const bulk = { count: 50, size: 4000, config: { "batch.size": "1000000", "linger.ms": "500" } };
