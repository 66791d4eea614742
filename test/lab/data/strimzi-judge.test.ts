// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Judge, startJudge } from "../../../lab/kafka/judge.ts";
import type { Manifest } from "../../../lib/kubernetes/index.ts";
import { changed, kafkaManifests, type KafkaStack, ofKind, topics, users } from "./kafka-manifests.ts";

// Two judges that are not ours: the classes that Strimzi's operator reads its resources into, and the validation that Kafka's broker and
// Connect run over their configurations. No operator takes part: its program is on no registry that the lab can reach.

let judge: Judge;

beforeAll(async () => {
  judge = await startJudge();
});

afterAll(async () => {
  await judge.close();
});

const connect = {
  plugin: "registry.example.org/es-sink:16.0.0",
  version: "16.0.0",
  userSecret: "es-sink-elasticsearch",
};

const variants: Readonly<Record<string, KafkaStack>> = {
  "size demo": { cluster: { size: "demo" }, topics, users },
  "size small": { cluster: { size: "small" }, topics, users },
  "size ha": { cluster: { size: "ha" }, topics, users },
  "pools of one's own, roles apart": {
    cluster: {
      pools: {
        controllers: { nodes: 3, roles: ["controller"], memory: "1Gi", storage: "5Gi" },
        brokers: { nodes: 4, roles: ["broker"], memory: "4Gi", cpu: "1", cpuLimit: "2", storageClass: "fast" },
      },
    },
    topics,
    users,
  },
  "a pool in each zone": {
    cluster: {
      pools: { a: { nodes: 1, zone: "a" }, b: { nodes: 1, zone: "b" }, c: { nodes: 1, zone: "c" } },
    },
  },
  "totals for each broker": {
    cluster: {
      quotas: {
        type: "strimzi",
        producerByteRate: 10_000_000,
        consumerByteRate: 20_000_000,
        minAvailableRatioPerVolume: 0.2,
      },
    },
  },
  "quotas of users": {
    cluster: {
      quotas: { type: "kafka", producerByteRate: 1_000_000, requestPercentage: 55, controllerMutationRate: 0.5 },
    },
    topics,
    users: {
      producer: {
        produces: ["events"],
        transactionalIds: ["import"],
        quotas: { producerByteRate: 500_000, consumerByteRate: 1, requestPercentage: 10, controllerMutationRate: 2.5 },
      },
    },
  },
  "certificates, metrics, neighbours, kept data": {
    cluster: {
      clientCertificates: true,
      metrics: true,
      allowFrom: ["keda"],
      teardown: "keep",
      retentionHours: 12,
      config: { "message.max.bytes": 2_000_000, "compression.type": "lz4" },
    },
    users: { reader: { authentication: "tls", consumes: { events: ["first", "second"] } } },
    topics,
  },
  "an older Kafka": { cluster: { version: "4.2.0" }, topics, users },
  "Kafka Connect": { sink: { topics: ["events"], connect }, topics, users },
};

describe("what the constructs write", () => {
  test.each(Object.entries(variants))(
    "%s: neither Strimzi's model nor Kafka's validators find a fault",
    async (_, stack) => {
      const manifests = kafkaManifests(stack);
      const verdicts = await judge.judge(manifests);
      const named = manifests.map(({ kind, metadata }, at) => [`${kind} ${metadata.name}`, verdicts[at]]);
      expect(named).toEqual(manifests.map(({ kind, metadata }) => [`${kind} ${metadata.name}`, []]));
    },
  );
});

type Path = readonly (string | number)[];

/** kind, path, value, where the fault is, what it says. */
const model: readonly (readonly [string, Path, unknown, string, RegExp])[] = [
  ["Kafka", ["spec", "kafka", "listners"], [], "spec.kafka.listners", /unknown field/],
  ["Kafka", ["spec", "kafka", "listeners", 0, "tlss"], true, "spec.kafka.listeners[0].tlss", /unknown field/],
  ["Kafka", ["spec", "kafka", "listeners", 0, "name"], "TLS", "spec.kafka.listeners[0].name", /does not match/],
  ["Kafka", ["spec", "kafka", "listeners", 0, "port"], 9000, "spec.kafka.listeners[0].port", /less than 9092/],
  ["Kafka", ["spec", "kafka", "listeners", 0, "port"], 9404, "spec.kafka.listeners[0].port", /taken/],
  ["Kafka", ["spec", "kafka", "listeners", 0, "type"], "internl", "spec.kafka.listeners[0].type", /value "internl"/],
  ["Kafka", ["spec", "kafka", "listeners", 0, "type"], undefined, "spec.kafka.listeners[0].type", /required/],
  [
    "Kafka",
    ["spec", "kafka", "listeners", 0, "authentication", "type"],
    "scram-sha-256",
    "spec.kafka.listeners[0].authentication",
    /scram-sha-256/,
  ],
  ["Kafka", ["spec", "kafka", "authorization", "type"], "simpel", "spec.kafka.authorization", /simpel/],
  ["Kafka", ["spec", "zookeeper"], { replicas: 3 }, "spec.zookeeper", /unknown field/],
  [
    "Kafka",
    ["spec", "entityOperator", "template", "pod", "securityContex"],
    {},
    "spec.entityOperator.template.pod.securityContex",
    /unknown field/,
  ],
  [
    "Kafka",
    ["spec", "entityOperator", "topicOperator", "resources", "limit"],
    { cpu: "1" },
    "spec.entityOperator.topicOperator.resources.limit",
    /unknown field/,
  ],
  [
    "Kafka",
    ["spec", "kafka", "config", "ssl.keystore.location"],
    "/tmp/x",
    'spec.kafka.config["ssl.keystore.location"]',
    /sets this key itself/,
  ],
  [
    "Kafka",
    ["spec", "kafka", "config", "log.retention.hours"],
    [48],
    'spec.kafka.config["log.retention.hours"]',
    /neither text/,
  ],
  ["KafkaNodePool", ["spec", "replicas"], "three", "spec.replicas", /three/],
  ["KafkaNodePool", ["spec", "replicas"], "3", "spec.replicas", /String/],
  ["KafkaNodePool", ["spec", "roles", 0], "brocker", "spec.roles[0]", /brocker/],
  ["KafkaNodePool", ["spec", "storage", "volumes", 0, "sice"], "1Gi", "spec.storage.volumes[0].sice", /unknown field/],
  ["KafkaNodePool", ["spec", "jvmOptions", "-Xmx"], "half", "spec.jvmOptions.-Xmx", /does not match/],
  ["KafkaTopic", ["spec"], undefined, "spec", /required/],
  ["KafkaTopic", ["spec", "partitions"], 0, "spec.partitions", /less than 1/],
  ["KafkaTopic", ["spec", "replica"], 3, "spec.replica", /unknown field/],
  ["KafkaTopic", ["apiVersion"], "kafka.strimzi.io/v1beta2", "apiVersion", /is not kafka.strimzi.io\/v1/],
  ["KafkaTopic", ["kind"], "KafkaTopics", "kind", /KafkaTopics/],
  [
    "KafkaUser",
    ["spec", "authorization", "acls", 0, "operation"],
    "Write",
    "spec.authorization.acls[0].operation",
    /unknown field/,
  ],
  [
    "KafkaUser",
    ["spec", "authorization", "acls", 0, "operations", 1],
    "Wite",
    "spec.authorization.acls[0].operations[1]",
    /Wite/,
  ],
  [
    "KafkaUser",
    ["spec", "authorization", "acls", 0, "resource", "patternType"],
    "prefixed",
    "spec.authorization.acls[0].resource.patternType",
    /prefixed/,
  ],
  ["KafkaUser", ["spec", "quotas", "producerByteRate"], -1, "spec.quotas.producerByteRate", /less than 0/],
  ["KafkaUser", ["spec", "quotas", "producerRate"], 1, "spec.quotas.producerRate", /unknown field/],
  ["KafkaConnect", ["spec", "bootstrapServer"], "x:9093", "spec.bootstrapServer", /unknown field/],
  ["KafkaConnect", ["spec", "externalConfiguration"], { env: [] }, "spec.externalConfiguration", /unknown field/],
  ["KafkaConnect", ["spec", "config", "group.id"], "mine", 'spec.config["group.id"]', /sets this key itself/],
  ["KafkaConnector", ["spec", "tasksMax"], 0, "spec.tasksMax", /less than 1/],
  [
    "KafkaConnector",
    ["spec", "config", "connector.class"],
    "X",
    'spec.config["connector.class"]',
    /sets this key itself/,
  ],
];

const validators: readonly (readonly [string, Path, unknown, string, RegExp])[] = [
  ["KafkaTopic", ["spec", "config", "retention.ms"], "2 days", "spec.config", /retention.ms/],
  ["KafkaTopic", ["spec", "config", "cleanup.policy"], "compress", "spec.config", /cleanup.policy/],
  ["KafkaTopic", ["spec", "config", "min.insync.replicas"], 0, "spec.config", /at least 1/],
  ["KafkaTopic", ["spec", "config", "retention.hours"], 48, 'spec.config["retention.hours"]', /no such key/],
  ["KafkaTopic", ["spec", "topicName"], "an event", "metadata.name", /Topic name is invalid/],
  [
    "Kafka",
    ["spec", "kafka", "config", "auto.create.topic.enable"],
    false,
    'spec.kafka.config["auto.create.topic.enable"]',
    /no such key/,
  ],
  ["Kafka", ["spec", "kafka", "config", "log.retention.hours"], "two days", "spec.kafka", /log.retention.hours/],
  ["Kafka", ["spec", "kafka", "config", "compression.type"], "rar", "spec.kafka", /compression.type/],
  ["Kafka", ["spec", "kafka", "config", "log.segment.bytes"], 1, "spec.kafka", /log.segment.bytes/],
  ["Kafka", ["spec", "kafka", "metadataVersion"], "4.3-IV99", "spec.kafka.metadataVersion", /4.3-IV99/],
  [
    "KafkaUser",
    ["spec", "authorization", "acls", 1],
    { resource: { type: "group", name: "g" }, operations: ["Write"] },
    "spec.authorization.acls[1].operations",
    /WRITE means nothing on a GROUP/,
  ],
  [
    "KafkaUser",
    ["spec", "authorization", "acls", 0, "resource", "name"],
    undefined,
    "spec.authorization.acls[0].resource",
    /needs a name/,
  ],
  [
    "KafkaConnect",
    ["spec", "config", "offset.storage.replication.factor"],
    "many",
    "spec.config",
    /offset.storage.replication.factor/,
  ],
  [
    "KafkaConnect",
    ["spec", "config", "offsets.storage.replication.factor"],
    1,
    'spec.config["offsets.storage.replication.factor"]',
    /no such key/,
  ],
  [
    "KafkaConnect",
    ["spec", "config", "consumer.max.poll.records"],
    0,
    'spec.config["consumer.max.poll.records"]',
    /at least 1/,
  ],
  ["KafkaConnect", ["spec", "config", "value.converter"], "org.example.Missing", "spec.config", /org.example.Missing/],
  [
    "KafkaConnector",
    ["spec", "config", "errors.tolerance"],
    "some",
    'spec.config["errors.tolerance"]',
    /errors.tolerance/,
  ],
  ["KafkaConnector", ["spec", "config", "topics"], "dlq-es-sink", "spec.config", /dlq-es-sink/],
];

describe("a seeded fault is found, and nothing else", () => {
  const whole = kafkaManifests(variants["Kafka Connect"]!);
  const pick = (kind: string): Manifest =>
    ofKind(
      whole.filter(({ metadata }) => kind !== "KafkaUser" || metadata.name === "producer"),
      kind,
    );

  test.each([
    ...model.map((row) => ["strimzi", ...row] as const),
    ...validators.map((row) => ["kafka", ...row] as const),
  ])("%s: %s %j = %j", async (by, kind, path, value, place, message) => {
    const sound = pick(kind);
    const seeded = changed(sound, path, value);
    const [faults] = await judge.judge([seeded, ...whole.filter((each) => each !== sound)]);
    expect(faults).toEqual([{ judge: by, path: place, message: expect.stringMatching(message) }]);
  });

  test("the annotations that the CRDs are made of are on the classes: Strimzi's limits are Strimzi's, not ours", async () => {
    const [faults] = await judge.judge([changed(ofKind(whole, "Kafka"), ["spec", "kafka", "listeners"], [])]);
    expect(faults).toContainEqual({
      judge: "strimzi",
      path: "spec.kafka.listeners",
      message: "0 items are fewer than 1",
    });
  });
});
