// SPDX-License-Identifier: Apache-2.0
import type { Chart } from "cdk8s";
import {
  dashboardKibana,
  type DataSize,
  ElasticsearchCluster,
  type ElasticsearchClusterProps,
  IndexBootstrap,
  KafkaCluster,
  type KafkaClusterProps,
  KafkaConsumerScaling,
  KafkaToElasticsearch,
  type KafkaToElasticsearchProps,
  KafkaTopicSet,
  KafkaUserSet,
  Kibana,
  SearchDashboard,
} from "../../../lib/kubernetes/index.ts";
import { type Stack, stack, type StackOwner } from "./stacks.ts";

// One stack for every way that the constructs can write their objects.

const sizes: readonly DataSize[] = ["demo", "small", "ha"];
const guardRails = { domain: "apps.example.org", gateway: { namespace: "gateways", name: "public" } };

export function variants(owner: StackOwner): readonly Stack[] {
  return [...elasticsearchVariants(owner), ...kafkaVariants(owner), ...sinkVariants(owner)];
}

function elasticsearchVariants(owner: StackOwner): readonly Stack[] {
  const search = (chart: Chart, over: Partial<ElasticsearchClusterProps> = {}): ElasticsearchCluster =>
    new ElasticsearchCluster(chart, "Search", { ...owner, name: "search", ...over });
  const one = (title: string, over: Partial<ElasticsearchClusterProps>): Stack =>
    stack(`Elasticsearch ${title}`, (chart) => void search(chart, over));
  return [
    ...sizes.map((size) => one(size, { size })),
    one("with sets of nodes", {
      nodeSets: [
        { name: "masters", count: 3, roles: ["master"], memory: "2Gi", storage: "1Gi" },
        { name: "data", count: 2, roles: ["data", "ingest"], memory: "4Gi", cpu: "1", storage: "50Gi" },
      ],
    }),
    one("that keeps its data, with users, keys, names and a budget", {
      teardown: "keep",
      users: ["search-team"],
      secureSettings: ["search-keys"],
      subjectAltNames: ["search.example.org", "192.0.2.7"],
      changeBudget: { maxUnavailable: 0, maxSurge: 1 },
      storageClass: "fast",
      config: { "indices.memory.index_buffer_size": "20%" },
      roles: { reader: { indices: [{ names: ["logs-*"], privileges: ["read"] }] } },
    }),
    one("with a certificate and without a disruption budget", { certificate: "search-tls", disruptionBudget: false }),
    stack("Kibana, published", (chart) => {
      const web = { ...owner, guardRails, name: "dash" };
      const elasticsearch = search(chart);
      const kibana = new Kibana(chart, "Kibana", { ...owner, elasticsearch, ...dashboardKibana(web) });
      new SearchDashboard(chart, "Dashboard", { ...web, kibana });
    }),
    stack("Kibana twice, by an Ingress", (chart) => {
      const web = { ...owner, guardRails, name: "dash", route: "ingress" as const };
      const elasticsearch = search(chart);
      const kibana = new Kibana(chart, "Kibana", { ...owner, elasticsearch, count: 2, ...dashboardKibana(web) });
      new SearchDashboard(chart, "Dashboard", { ...web, kibana });
    }),
    stack("everything that a bootstrap can ask for", (chart) => {
      const elasticsearch = search(chart, { users: ["search-bootstrap"], secureSettings: ["search-keys"] });
      new IndexBootstrap(chart, "Bootstrap", {
        ...owner,
        elasticsearch,
        credentials: "search-bootstrap",
        dataStreams: { "logs-events-dwdi": { properties: { station: { type: "keyword" } }, dynamic: "strict" } },
        policies: { short: { phases: { delete: { min_age: "2d", actions: { delete: {} } } } } },
        componentTemplates: {
          "events-mappings": { template: { mappings: { properties: { level: { type: "long" } } } } },
        },
        indexTemplates: { events: { index_patterns: ["events-*"], composed_of: ["events-mappings"] } },
        pipelines: { stamp: { processors: [{ set: { field: "seen", value: "{{_ingest.timestamp}}" } }] } },
        repositories: { nightly: { type: "s3", settings: { bucket: "dwdi-snapshots" } } },
        snapshots: { nightly: { repository: "nightly" } },
      });
    }),
  ];
}

function kafkaVariants(owner: StackOwner): readonly Stack[] {
  const bus = (chart: Chart, over: Partial<KafkaClusterProps> = {}): KafkaCluster =>
    new KafkaCluster(chart, "Bus", { ...owner, name: "bus", ...over });
  const one = (title: string, over: Partial<KafkaClusterProps>): Stack =>
    stack(`Kafka ${title}`, (chart) => void bus(chart, over));
  return [
    ...sizes.map((size) => one(size, { size })),
    one("with pools of one role each", {
      pools: {
        controllers: { nodes: 3, roles: ["controller"], memory: "1Gi", storage: "2Gi" },
        brokers: { nodes: 4, roles: ["broker"], memory: "4Gi", cpu: "1", storage: "100Gi", storageClass: "fast" },
      },
    }),
    one("over zones", {
      pools: {
        a: { nodes: 1, zone: "zone-0" },
        b: { nodes: 1, zone: "zone-1" },
        c: { nodes: 1, zone: "zone-2" },
      },
    }),
    one("that keeps its data, with certificates, metrics and users' quotas", {
      teardown: "keep",
      clientCertificates: true,
      metrics: true,
      exporter: true,
      allowFrom: ["keda"],
      quotas: { type: "kafka", producerByteRate: 1_000_000, requestPercentage: 50 },
      config: { "log.cleaner.threads": 2 },
      retentionHours: 24,
    }),
    stack("topics, users and what scales their consumer", (chart) => {
      const cluster = bus(chart, { clientCertificates: true, quotas: { type: "kafka", producerByteRate: 5_000_000 } });
      new KafkaTopicSet(chart, "Topics", {
        ...owner,
        cluster,
        topics: {
          events: { partitions: 6, retentionHours: 24, retentionBytes: 100_000_000 },
          Latest_State: { compacted: true },
        },
      });
      new KafkaUserSet(chart, "Users", {
        ...owner,
        cluster,
        users: {
          producer: { produces: ["events"], transactionalIds: ["import"], quotas: { producerByteRate: 100_000 } },
          consumer: { consumes: { events: "dashboard" } },
          robot: { authentication: "tls", consumes: { Latest_State: ["a", "b"] } },
        },
      });
      new KafkaConsumerScaling(chart, "Scaling", {
        ...owner,
        name: "dashboard",
        cluster,
        target: { name: "dashboard" },
        topic: "events",
        group: "dashboard",
        user: "consumer",
        minReplicas: 0,
        maxReplicas: 6,
      });
    }),
  ];
}

function sinkVariants(owner: StackOwner): readonly Stack[] {
  const one = (title: string, over: Partial<KafkaToElasticsearchProps>): Stack =>
    stack(`bridge ${title}`, (chart) => {
      const elasticsearch = new ElasticsearchCluster(chart, "Search", { ...owner, name: "search" });
      const kafka = new KafkaCluster(chart, "Bus", { ...owner, name: "bus" });
      const { topics } = new KafkaTopicSet(chart, "Topics", {
        ...owner,
        cluster: kafka,
        topics: { events: { partitions: 6 }, "dlq-sink": { partitions: 1 } },
      });
      const { events } = topics;
      new KafkaToElasticsearch(chart, "Sink", {
        ...owner,
        name: "sink",
        kafka,
        elasticsearch,
        topics: events === undefined ? ["events"] : { events },
        ...over,
      });
    });
  return [
    ...sizes.map((size) => one(size, { size })),
    one("into an index, as text, without dead letters", {
      index: "events",
      format: "text",
      deadLetters: false,
      group: "events-to-search",
      generation: "g2",
    }),
    stack("bridge with an alert when it falls behind", (chart) => {
      const elasticsearch = new ElasticsearchCluster(chart, "Search", { ...owner, name: "search" });
      const kafka = new KafkaCluster(chart, "Bus", { ...owner, name: "bus", exporter: true });
      const { topics } = new KafkaTopicSet(chart, "Topics", { ...owner, cluster: kafka, topics: { events: {} } });
      new KafkaToElasticsearch(chart, "Sink", { ...owner, name: "sink", kafka, elasticsearch, topics, lagAlert: {} });
    }),
    one("by Kafka Connect", {
      connect: { image: "registry.example.org/connect-es:16.0.0", version: "16.0.0", userSecret: "search-writer" },
    }),
  ];
}
