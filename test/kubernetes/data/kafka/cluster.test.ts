// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { dataFindings } from "../../../../lib/kubernetes/data/checked.ts";
import { KafkaConsumerScaling, KafkaTopicSet, KafkaUserSet } from "../../../../lib/kubernetes/data/kafka/index.ts";
import { renderManifests } from "../../../../lib/kubernetes/index.ts";
import { faultsOf, objectOf, owner, withCluster } from "./chart.ts";

const ownerLabels = {
  "app.kubernetes.io/managed-by": "bivouac",
  "bivouac.dev/event": "lugano-2022",
  "bivouac.dev/team": "dwdi",
};

describe.each([
  ["demo", 1, "1Gi", "512m", "2Gi", 1, 1],
  ["small", 3, "1536Mi", "768m", "10Gi", 3, 2],
  ["ha", 3, "2Gi", "1024m", "20Gi", 3, 2],
] as const)("size %s", (size, nodes, memory, heap, storage, replicas, inSync) => {
  const { chart, cluster } = withCluster({ size });

  test("its nodes are broker and controller, with half of the memory as heap and a claim that goes with the cluster", () => {
    expect(objectOf(chart, "KafkaNodePool", "dual")).toMatchObject({
      apiVersion: "kafka.strimzi.io/v1",
      metadata: { labels: { ...ownerLabels, "strimzi.io/cluster": "bus" } },
      spec: {
        replicas: nodes,
        roles: ["controller", "broker"],
        resources: { requests: { memory }, limits: { memory } },
        jvmOptions: { "-Xms": heap, "-Xmx": heap },
        storage: {
          type: "jbod",
          volumes: [{ id: 0, type: "persistent-claim", size: storage, deleteClaim: true, kraftMetadata: "shared" }],
        },
      },
    });
  });

  test("replicas go by the number of brokers", () => {
    expect(cluster.brokers).toBe(nodes);
    expect(objectOf(chart, "Kafka", "bus")).toMatchObject({
      metadata: { labels: { ...ownerLabels, "bivouac.dev/size": size } },
      spec: {
        kafka: {
          config: {
            "auto.create.topics.enable": false,
            "default.replication.factor": replicas,
            "min.insync.replicas": inSync,
            "offsets.topic.replication.factor": replicas,
            "transaction.state.log.replication.factor": replicas,
            "transaction.state.log.min.isr": inSync,
            "log.retention.hours": 48,
          },
        },
      },
    });
  });

  test("with topics, users and scaling nothing is found, not even a warning", () => {
    const { chart: all, cluster: bus } = withCluster({ size });
    new KafkaTopicSet(all, "Topics", { ...owner, cluster: bus, topics: { events: { partitions: 6 } } });
    new KafkaUserSet(all, "Users", {
      ...owner,
      cluster: bus,
      users: { station: { produces: ["events"] }, reader: { consumes: { events: "reader" } } },
    });
    new KafkaConsumerScaling(all, "Scaling", {
      ...owner,
      name: "reader",
      cluster: bus,
      target: { name: "reader" },
      topic: "events",
      group: "reader",
      user: "reader",
      maxReplicas: 6,
    });
    expect(renderManifests(all).findings).toEqual([]);
    expect(dataFindings(all)).toEqual([]);
  });
});

test("a cluster is one listener with TLS and passwords for the pods of its namespace, and operators without finalizers", () => {
  const restricted = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, privileged: false };
  const pod = { fsGroup: 0, runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };
  const resources = { requests: { cpu: "50m", memory: "256Mi" }, limits: { cpu: "500m", memory: "256Mi" } };
  const { spec } = objectOf(withCluster().chart, "Kafka", "bus");
  expect(spec).toMatchObject({
    kafka: {
      version: "4.3.1",
      metadataVersion: "4.3-IV0",
      authorization: { type: "simple" },
      quotas: { type: "strimzi", minAvailableRatioPerVolume: 0.1 },
      template: { kafkaContainer: { securityContext: restricted }, podDisruptionBudget: { maxUnavailable: 1 } },
    },
    entityOperator: {
      topicOperator: { resources },
      userOperator: { resources },
      template: {
        pod: { metadata: { labels: ownerLabels }, securityContext: pod },
        topicOperatorContainer: {
          securityContext: restricted,
          env: [{ name: "STRIMZI_USE_FINALIZERS", value: "false" }],
        },
        userOperatorContainer: { securityContext: restricted },
      },
    },
  });
  expect(spec).toHaveProperty("kafka.listeners", [
    {
      name: "tls",
      port: 9093,
      type: "internal",
      tls: true,
      authentication: { type: "scram-sha-512" },
      networkPolicyPeers: [{ podSelector: {} }],
    },
  ]);
  expect(spec).not.toHaveProperty("kafka.rack");
  expect(spec).not.toHaveProperty("kafka.metricsConfig");
  expect(spec).not.toHaveProperty("cruiseControl");
});

test("what others connect with", () => {
  const { cluster } = withCluster({ namespace: "team-a", clientCertificates: true });
  expect(cluster).toMatchObject({
    name: "bus",
    namespace: "team-a",
    version: "4.3.1",
    size: "small",
    brokers: 3,
    bootstrap: "bus-kafka-bootstrap.team-a.svc:9093",
    certificateBootstrap: "bus-kafka-bootstrap.team-a.svc:9094",
    caSecret: "bus-cluster-ca-cert",
    quotas: "strimzi",
  });
  expect(withCluster().cluster.certificateBootstrap).toBeUndefined();
});

test("options: another namespace, metrics, a listener for certificates, quotas of users, an older version", () => {
  const { chart } = withCluster({
    allowFrom: ["keda"],
    metrics: true,
    clientCertificates: true,
    quotas: { type: "kafka", producerByteRate: 1_000_000, consumerByteRate: undefined },
    version: "4.2.0",
    retentionHours: 6,
    teardown: "keep",
    config: { "message.max.bytes": 2_097_152 },
  });
  const peers = [
    { podSelector: {} },
    { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "keda" } } },
  ];
  const { spec } = objectOf(chart, "Kafka", "bus");
  expect(spec).toMatchObject({
    kafka: {
      version: "4.2.0",
      metadataVersion: "4.2-IV1",
      listeners: [
        { name: "tls", networkPolicyPeers: peers },
        { name: "certs", port: 9094, tls: true, authentication: { type: "tls" }, networkPolicyPeers: peers },
      ],
      metricsConfig: { type: "strimziMetricsReporter" },
      config: { "log.retention.hours": 6, "message.max.bytes": 2_097_152 },
    },
  });
  expect(spec).toHaveProperty("kafka.quotas", { type: "kafka", producerByteRate: 1_000_000 });
  expect(objectOf(chart, "KafkaNodePool", "dual")).toMatchObject({
    spec: {
      storage: { volumes: [{ deleteClaim: false }] },
      template: { persistentVolumeClaim: { metadata: { annotations: { "bivouac.dev/teardown": "keep" } } } },
    },
  });
});

describe("pools of one's own", () => {
  test("roles apart", () => {
    const { chart, cluster } = withCluster({
      pools: {
        brokers: { nodes: 4, roles: ["broker"], memory: "4Gi", cpu: "2", storage: "50Gi", storageClass: "fast" },
        controllers: { nodes: 3, roles: ["controller"], memory: "1Gi" },
      },
    });
    expect(cluster.brokers).toBe(4);
    expect(cluster.size).toBeUndefined();
    expect(Object.keys(cluster.pools)).toEqual(["brokers", "controllers"]);
    expect(objectOf(chart, "KafkaNodePool", "brokers")).toMatchObject({
      spec: {
        roles: ["broker"],
        resources: { requests: { cpu: "2", memory: "4Gi" }, limits: { cpu: "2", memory: "4Gi" } },
        jvmOptions: { "-Xmx": "2048m" },
        storage: { volumes: [{ size: "50Gi", class: "fast" }] },
      },
    });
    expect(objectOf(chart, "Kafka", "bus")).toMatchObject({
      metadata: { labels: { "bivouac.dev/size": "custom" } },
      spec: { kafka: { config: { "default.replication.factor": 3, "min.insync.replicas": 2 } } },
    });
  });

  test("a zone each: the broker is told by an environment variable, and the pod stays there", () => {
    const { chart } = withCluster({
      pools: Object.fromEntries(["a", "b", "c"].map((zone) => [zone, { nodes: 1, zone: `zone-${zone}` }])),
    });
    expect(objectOf(chart, "Kafka", "bus")).toHaveProperty("spec.kafka.rack", {
      type: "environment-variable",
      envVarName: "KAFKA_ZONE",
    });
    expect(objectOf(chart, "KafkaNodePool", "b")).toMatchObject({
      spec: {
        template: {
          kafkaContainer: {
            securityContext: { allowPrivilegeEscalation: false },
            env: [{ name: "KAFKA_ZONE", value: "zone-b" }],
          },
          pod: {
            affinity: {
              nodeAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: {
                  nodeSelectorTerms: [
                    {
                      matchExpressions: [{ key: "topology.kubernetes.io/zone", operator: "In", values: ["zone-b"] }],
                    },
                  ],
                },
              },
            },
          },
        },
      },
    });
  });

  test.each([
    ["two controllers", { dual: { nodes: 2 } }, /KA102 data\/Bus\/Pool-dual spec.replicas/],
    ["no controller", { brokers: { nodes: 3, roles: ["broker"] } }, /KA101 data\/Bus\/Resource/],
    [
      "a zone for one of two",
      { a: { nodes: 1, zone: "a" }, b: { nodes: 2 } },
      /pools a have a zone and others have none/,
    ],
    ["no whole number", { dual: { nodes: 1.5 } }, /pool dual: nodes 1.5 is not a whole number/],
    ["no quantity", { dual: { nodes: 3, memory: "2 GB" } }, /pool dual: memory "2 GB" is not a quantity/],
    ["no name", { Dual: { nodes: 3 } }, /pool "Dual" is not a DNS label/],
  ] as const)("fault: %s", (_, pools, expected) => {
    expect(faultsOf(withCluster({ pools }).chart).join("\n")).toMatch(expected);
  });
});
