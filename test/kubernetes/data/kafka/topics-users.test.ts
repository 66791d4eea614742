// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { dataFindings } from "../../../../lib/kubernetes/data/checked.ts";
import {
  KafkaConsumerScaling,
  type KafkaTopicProps,
  KafkaTopicSet,
  type KafkaUserProps,
  KafkaUserSet,
} from "../../../../lib/kubernetes/data/kafka/index.ts";
import { type Manifest, renderManifests } from "../../../../lib/kubernetes/index.ts";
import type { KafkaClusterProps } from "../../../../lib/kubernetes/data/kafka/index.ts";
import { faultsOf, objectOf, owner, withCluster } from "./chart.ts";

type Topics = Readonly<Record<string, KafkaTopicProps>>;
type Users = Readonly<Record<string, KafkaUserProps>>;

function withAll(
  topics: Topics,
  users: Users = {},
  props: Partial<KafkaClusterProps> = {},
  earlier: readonly Manifest[] = [],
) {
  const { chart, cluster } = withCluster(props, earlier);
  const topicSet = new KafkaTopicSet(chart, "Topics", { ...owner, cluster, topics });
  const userSet = new KafkaUserSet(chart, "Users", { ...owner, cluster, users });
  return { chart, cluster, topicSet, userSet };
}

describe("KafkaTopicSet", () => {
  test("a topic has replicas on three brokers and what its props say", () => {
    const { chart, topicSet } = withAll({
      events: { partitions: 6, retentionHours: 24, retentionBytes: 2 ** 20, config: { "max.message.bytes": 1000 } },
      state: { compacted: true, replicas: 2, config: { "min.insync.replicas": 1 } },
    });
    expect(objectOf(chart, "KafkaTopic", "events")).toMatchObject({
      metadata: { labels: { "strimzi.io/cluster": "bus", "bivouac.dev/team": "dwdi" } },
      spec: {
        partitions: 6,
        replicas: 3,
        config: { "retention.ms": 86_400_000, "retention.bytes": 1_048_576, "max.message.bytes": 1000 },
      },
    });
    expect(objectOf(chart, "KafkaTopic", "state")).toMatchObject({
      spec: { partitions: 3, replicas: 2, config: { "cleanup.policy": "compact" } },
    });
    expect(topicSet.topics).toEqual({
      events: { partitions: 6, replicas: 3 },
      state: { partitions: 3, replicas: 2 },
    });
  });

  test("names that Kubernetes does not take are those of the topic alone", () => {
    const { chart } = withAll({ Weather_Stations: {} });
    expect(objectOf(chart, "KafkaTopic", "weather-stations")).toHaveProperty("spec.topicName", "Weather_Stations");
  });

  test("on a cluster of which only the name is known the brokers decide on replicas", () => {
    const { chart } = withCluster();
    const set = new KafkaTopicSet(chart, "Topics", {
      ...owner,
      cluster: { name: "elsewhere" },
      topics: { events: {} },
    });
    expect(objectOf(chart, "KafkaTopic", "events")).toHaveProperty("spec", { partitions: 3 });
    expect(set.topics).toEqual({ events: { partitions: 3, replicas: undefined } });
  });

  test.each([
    ["more replicas than brokers", { events: { replicas: 4 } }, /KA104 data\/Topics\/events spec.replicas/],
    ["all replicas in sync", { events: { config: { "min.insync.replicas": 3 } } }, /KA105 data\/Topics\/events/],
    [
      "more than the disks hold",
      { events: { partitions: 10, retentionBytes: 2 ** 30 + 1 } },
      /KA108 data\/Topics\/events .*the brokers' volumes hold 30Gi/,
    ],
    ["names that differ in . and _ alone", { "a.b": {}, a_b: {} }, /KA134/],
    [
      "names that are one object",
      { Events: {}, events: {} },
      /topics Events and events would both be KafkaTopic events/,
    ],
    ["a name that Kafka does not take", { "my topic": {} }, /topic "my topic" is not a name that Kafka takes/],
    ["a name that cannot be an object's", { _hidden: {} }, /topic "_hidden" cannot be the name of an object/],
    ["half a partition", { events: { partitions: 0.5 } }, /topic events: partitions 0.5 is not a whole number/],
  ] as const)("fault: %s", (_, topics, expected) => {
    expect(faultsOf(withAll(topics).chart).join("\n")).toMatch(expected);
  });

  test("fewer partitions than at the last synth are a fault", () => {
    const before = renderManifests(withAll({ events: { partitions: 6 } }).chart).objects;
    const { chart } = withAll({ events: { partitions: 3 } }, {}, {}, before);
    expect(faultsOf(chart).join("\n")).toMatch(/KA206 data\/Topics\/events spec.partitions: it has 6 partitions/);
  });
});

describe("KafkaUserSet", () => {
  test("rights follow from what a user produces and consumes, by full names", () => {
    const { chart, userSet } = withAll(
      { events: {}, alerts: {} },
      {
        both: {
          produces: ["events", "alerts"],
          consumes: { events: ["first", "second"] },
          transactionalIds: ["tx"],
        },
      },
    );
    const literal = (type: string, name: string): object => ({ type, name, patternType: "literal" });
    expect(objectOf(chart, "KafkaUser", "both")).toMatchObject({
      metadata: { labels: { "strimzi.io/cluster": "bus" } },
      spec: {
        authentication: { type: "scram-sha-512" },
        authorization: {
          type: "simple",
          acls: [
            { resource: literal("topic", "events"), operations: ["Describe", "Write", "Read"] },
            { resource: literal("topic", "alerts"), operations: ["Describe", "Write"] },
            { resource: literal("group", "first"), operations: ["Read"] },
            { resource: literal("group", "second"), operations: ["Read"] },
            { resource: literal("transactionalId", "tx"), operations: ["Describe", "Write"] },
          ],
        },
        template: { secret: { metadata: { labels: { "bivouac.dev/team": "dwdi" } } } },
      },
    });
    expect(userSet.users).toEqual({ both: "both" });
  });

  test("quotas of a user, where the cluster's own are for users", () => {
    const quotas = { producerByteRate: 1000, requestPercentage: undefined };
    const { chart } = withAll({ events: {} }, { a: { produces: ["events"], quotas } }, { quotas: { type: "kafka" } });
    expect(objectOf(chart, "KafkaUser", "a")).toHaveProperty("spec.quotas", { producerByteRate: 1000 });
  });

  test("certificates, where a listener takes them", () => {
    const users = { a: { produces: ["events"], authentication: "tls" } } as const;
    const { chart } = withAll({ events: {} }, users, { clientCertificates: true });
    expect(objectOf(chart, "KafkaUser", "a")).toHaveProperty("spec.authentication", { type: "tls" });
  });

  test.each([
    ["a topic that nobody declares", { a: { produces: ["event"] } }, /KA117 data\/Users\/a .*did you mean "events"/],
    ["quotas that are never looked at", { a: { produces: ["events"], quotas: { producerByteRate: 1 } } }, /KA119/],
    ["certificates that no listener takes", { a: { produces: ["events"], authentication: "tls" } }, /KA118/],
    ["nothing to do", { a: {} }, /user a neither produces nor consumes/],
    ["no group", { a: { consumes: { events: [] } } }, /user a consumes events without a group/],
    ["everything", { a: { produces: ["*"] } }, /user a: "\*" is no single topic/],
    ["a name that is none", { A_1: { produces: ["events"] } }, /user "A_1" cannot be the name of an object/],
  ] as const)("fault: %s", (_, users, expected) => {
    expect(faultsOf(withAll({ events: {} }, users).chart).join("\n")).toMatch(expected);
  });
});

describe("KafkaConsumerScaling", () => {
  const scaling = (maxReplicas: number, more: { minReplicas?: number; scaler?: "kafka" } = {}) => {
    const { chart, cluster } = withAll({ events: { partitions: 6 } }, { reader: { consumes: { events: "readers" } } });
    new KafkaConsumerScaling(chart, "Scaling", {
      ...owner,
      name: "reader-lag",
      cluster,
      target: { name: "reader" },
      topic: "events",
      group: "readers",
      user: "reader",
      maxReplicas,
      ...more,
    });
    return chart;
  };

  test("KEDA logs in as the user, with the password and CA of Strimzi's Secrets and the name of a ConfigMap", () => {
    const chart = scaling(6, { scaler: "kafka" });
    expect(objectOf(chart, "TriggerAuthentication", "reader-lag")).toHaveProperty("spec", {
      secretTargetRef: [
        { parameter: "password", name: "reader", key: "password" },
        { parameter: "ca", name: "bus-cluster-ca-cert", key: "ca.crt" },
      ],
      configMapTargetRef: [{ parameter: "username", name: "reader-lag", key: "username" }],
    });
    expect(objectOf(chart, "ConfigMap", "reader-lag")).toHaveProperty("data", { username: "reader" });
    expect(objectOf(chart, "ScaledObject", "reader-lag")).toMatchObject({
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "reader" },
        minReplicaCount: 1,
        maxReplicaCount: 6,
        triggers: [
          {
            type: "kafka",
            metadata: {
              bootstrapServers: "bus-kafka-bootstrap.lugano-2022-dwdi.svc:9093",
              consumerGroup: "readers",
              topic: "events",
              lagThreshold: "100",
              sasl: "scram_sha512",
              tls: "enable",
            },
            authenticationRef: { name: "reader-lag" },
          },
        ],
      },
    });
  });

  test("more replicas than partitions are a warning, no fault", () => {
    const chart = scaling(7);
    expect(faultsOf(chart)).toEqual([]);
    expect(dataFindings(chart).map(({ code, severity }) => [code, severity])).toEqual([["KA132", "warning"]]);
  });

  test("fault: more at least than at most", () => {
    expect(faultsOf(scaling(1, { minReplicas: 2 })).join("\n")).toMatch(/minReplicas 2 is more than maxReplicas 1/);
  });
});
