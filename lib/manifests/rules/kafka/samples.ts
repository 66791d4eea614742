// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../fields.ts";

// What examples of these rules are made of: a cluster that passes all of them, to be changed in one place.

const labels = { "strimzi.io/cluster": "bus" };

const listener = {
  name: "tls",
  port: 9093,
  type: "internal",
  tls: true,
  authentication: { type: "scram-sha-512" },
  networkPolicyPeers: [{ podSelector: {} }],
};

/** A listener with `over` laid over its fields. */
export function sampleListener(over: Fields = {}): Fields {
  return { ...listener, ...over };
}

const resources = { requests: { cpu: "50m", memory: "256Mi" }, limits: { cpu: "500m", memory: "256Mi" } };

/** Options of brokers for as many of them as replicas. */
export function sampleOptions(replicas: number, over: Fields = {}): Fields {
  return {
    "auto.create.topics.enable": false,
    "default.replication.factor": replicas,
    "min.insync.replicas": Math.max(1, replicas - 1),
    "offsets.topic.replication.factor": replicas,
    "transaction.state.log.replication.factor": replicas,
    "transaction.state.log.min.isr": Math.max(1, replicas - 1),
    ...over,
  };
}

/** A Kafka; `over` is laid over `spec.kafka`, `spec` over `spec`, `metadata` over `metadata`. */
export function sampleKafka(over: Fields = {}, spec: Fields = {}, metadata: Fields = {}): Fields {
  return {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "Kafka",
    metadata: { name: "bus", ...metadata },
    spec: {
      kafka: {
        version: "4.3.1",
        metadataVersion: "4.3-IV0",
        listeners: [listener],
        authorization: { type: "simple" },
        config: sampleOptions(3),
        ...over,
      },
      entityOperator: {
        topicOperator: { resources },
        userOperator: { resources },
        template: { topicOperatorContainer: { env: [{ name: "STRIMZI_USE_FINALIZERS", value: "false" }] } },
      },
      ...spec,
    },
  };
}

/** A claim as a volume of a pool. */
export function sampleVolume(over: Fields = {}): Fields {
  return { id: 0, type: "persistent-claim", size: "20Gi", deleteClaim: true, kraftMetadata: "shared", ...over };
}

/** A pool of nodes that are broker and controller; `over` is laid over `spec`. */
export function samplePool(replicas: number, over: Fields = {}, metadata: Fields = {}): Fields {
  return {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaNodePool",
    metadata: { name: "dual", labels, ...metadata },
    spec: {
      replicas,
      roles: ["controller", "broker"],
      resources: { requests: { cpu: "500m", memory: "2Gi" }, limits: { cpu: "1", memory: "2Gi" } },
      jvmOptions: { "-Xms": "1g", "-Xmx": "1g" },
      storage: { type: "jbod", volumes: [sampleVolume()] },
      ...over,
    },
  };
}

/** A topic; `over` is laid over `spec`. */
export function sampleTopic(over: Fields = {}, metadata: Fields = {}): Fields {
  return {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaTopic",
    metadata: { name: "events", labels, ...metadata },
    spec: { partitions: 6, replicas: 3, ...over },
  };
}

export function sampleAcl(name: string, over: Fields = {}): Fields {
  return { resource: { type: "topic", name, patternType: "literal", ...over }, operations: ["Describe", "Read"] };
}

/** A user who reads the topic `events`; `over` is laid over `spec`. */
export function sampleUser(over: Fields = {}, metadata: Fields = {}): Fields {
  return {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaUser",
    metadata: { name: "reader", labels, ...metadata },
    spec: {
      authentication: { type: "scram-sha-512" },
      authorization: { type: "simple", acls: [sampleAcl("events")] },
      ...over,
    },
  };
}
