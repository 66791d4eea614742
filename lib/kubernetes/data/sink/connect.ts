// SPDX-License-Identifier: Apache-2.0
import { defaultKafkaVersion } from "../../../manifests/index.ts";
import type { Json, Manifest } from "../../objects/manifest.ts";
import { namespaceOf, ownedMetadata, teamLabels } from "../../objects/owned.ts";
import { heapOf } from "../amounts.ts";
import { httpCaSecretOf, httpHostOf } from "../elasticsearch/names.ts";
import { clusterLabel, kafkaApi } from "../kafka/objects.ts";
import { containerSecurity, podSecurity } from "../kafka/pod.ts";
import { acl } from "../kafka/user-objects.ts";
import { confluentSink, type ConnectSink } from "./connect-props.ts";
import type { KafkaToElasticsearchProps } from "./props.ts";
import { type SinkSettings, sinkSettings } from "./settings.ts";

type Fields = { readonly [key: string]: Json };

/** The workers of Kafka Connect, the connector and their user, by the ids of their constructs. */
export function connectSink(
  props: KafkaToElasticsearchProps,
  connect: ConnectSink,
): Readonly<Record<string, Manifest>> {
  const settings = sinkSettings(props);
  return {
    User: connectUser(props, connect, settings),
    Resource: workers(props, connect, settings),
    Connector: connector(props, connect, settings),
  };
}

/** Topics in which the workers keep what they know. They make them themselves, compacted, with the broker's own replication. */
export function storageTopics({ name }: KafkaToElasticsearchProps): readonly string[] {
  return ["configs", "offsets", "status"].map((each) => `${name}-${each}`);
}

export function deadLetterTopic({ name }: KafkaToElasticsearchProps, connect: ConnectSink): string | undefined {
  const { deadLetterTopic: topic = `dlq-${name}` } = connect;
  return topic === false ? undefined : topic;
}

function connectUser(props: KafkaToElasticsearchProps, connect: ConnectSink, settings: SinkSettings): Manifest {
  const metadata = ownedMetadata(props, props.name);
  const dead = deadLetterTopic(props, connect);
  const own = ["Read", "Describe", "DescribeConfigs", "Write", "Create"];
  return {
    apiVersion: kafkaApi,
    kind: "KafkaUser",
    metadata: { ...metadata, labels: { ...metadata.labels, [clusterLabel]: props.kafka.name } },
    spec: {
      authentication: { type: "scram-sha-512" },
      authorization: {
        type: "simple",
        acls: [
          acl("group", settings.group, ["Read"]),
          acl("group", consumerGroup(props), ["Read"]),
          ...storageTopics(props).map((topic) => acl("topic", topic, own)),
          ...settings.topics.map((topic) => acl("topic", topic, ["Read", "Describe"])),
          ...(dead === undefined ? [] : [acl("topic", dead, ["Read", "Describe", "Write", "Create"])]),
        ],
      },
      template: { secret: { metadata: { labels: teamLabels(props) } } },
    },
  };
}

/** The group that a sink connector reads with. @see https://kafka.apache.org/43/kafka-connect/user-guide/ */
export function consumerGroup({ name }: KafkaToElasticsearchProps): string {
  return `connect-${name}`;
}

const caVolume = "/mnt/es-ca";

function workers(props: KafkaToElasticsearchProps, connect: ConnectSink, settings: SinkSettings): Manifest {
  const { name, kafka, elasticsearch } = props;
  const { cpu, cpuLimit, memory } = settings;
  const metadata = ownedMetadata(props, name);
  const labels = { metadata: { labels: teamLabels(props) } };
  const heap = heapOf(memory);
  const [configStorageTopic, offsetStorageTopic, statusStorageTopic] = storageTopics(props) as [string, string, string];
  return {
    apiVersion: kafkaApi,
    kind: "KafkaConnect",
    metadata: { ...metadata, annotations: { "strimzi.io/use-connector-resources": "true" } },
    spec: {
      version: kafka.version ?? defaultKafkaVersion,
      ...(connect.image === undefined ? {} : { image: connect.image }),
      replicas: settings.replicas,
      bootstrapServers: settings.bootstrap,
      groupId: settings.group,
      configStorageTopic,
      offsetStorageTopic,
      statusStorageTopic,
      // Without it operators before 1.0.1 let the pods read every Secret of the namespace: CVE-2025-66623.
      tls: { trustedCertificates: [{ secretName: settings.caSecret, pattern: "*.crt" }] },
      authentication: {
        type: "scram-sha-512",
        username: name,
        passwordSecret: { secretName: name, password: "password" },
      },
      ...(connect.plugin === undefined
        ? {}
        : { plugins: [{ name: "es-sink", artifacts: [{ type: "image", reference: connect.plugin }] }] }),
      config: {
        "config.storage.replication.factor": -1,
        "offset.storage.replication.factor": -1,
        "status.storage.replication.factor": -1,
        "key.converter": "org.apache.kafka.connect.storage.StringConverter",
        ...valueConverter(props),
        "config.providers": "env",
        "config.providers.env.class": "org.apache.kafka.common.config.provider.EnvVarConfigProvider",
        // Connectors may read these and no other variable of the workers.
        "config.providers.env.param.allowlist.pattern": "ES_.*",
      },
      resources: { requests: { cpu, memory }, limits: { cpu: cpuLimit, memory } },
      jvmOptions: { "-Xms": heap, "-Xmx": heap },
      template: {
        pod: {
          ...labels,
          securityContext: podSecurity,
          volumes: [{ name: "es-ca", secret: { secretName: httpCaSecretOf(elasticsearch.name) } }],
        },
        connectContainer: {
          securityContext: containerSecurity,
          env: [
            fromSecret("ES_USER", connect.userSecret, "username"),
            fromSecret("ES_PASSWORD", connect.userSecret, "password"),
          ],
          volumeMounts: [{ name: "es-ca", mountPath: caVolume, readOnly: true }],
        },
        podDisruptionBudget: { ...labels, maxUnavailable: 1 },
        apiService: { ...labels },
      },
    },
  };
}

function fromSecret(variable: string, name: string, key: string): Fields {
  return { name: variable, valueFrom: { secretKeyRef: { name, key } } };
}

function valueConverter({ format = "json" }: KafkaToElasticsearchProps): Fields {
  return format === "text"
    ? { "value.converter": "org.apache.kafka.connect.storage.StringConverter" }
    : { "value.converter": "org.apache.kafka.connect.json.JsonConverter", "value.converter.schemas.enable": false };
}

function connector(props: KafkaToElasticsearchProps, connect: ConnectSink, settings: SinkSettings): Manifest {
  const { name, elasticsearch, kafka } = props;
  const { target, topics, partitions } = settings;
  const metadata = ownedMetadata(props, name);
  const dead = deadLetterTopic(props, connect);
  return {
    apiVersion: kafkaApi,
    kind: "KafkaConnector",
    metadata: { ...metadata, labels: { ...metadata.labels, [clusterLabel]: name } },
    spec: {
      class: connect.connectorClass ?? confluentSink,
      tasksMax: connect.tasks ?? Math.max(1, Math.min(8, partitions ?? 1)),
      autoRestart: { enabled: true, maxRestarts: 10 },
      config: {
        topics: topics.join(","),
        "connection.url": `https://${httpHostOf(elasticsearch.name, namespaceOf(props))}:9200`,
        "connection.username": "${env:ES_USER}",
        "connection.password": "${env:ES_PASSWORD}",
        "elastic.security.protocol": "SSL",
        "elastic.https.ssl.truststore.type": "PEM",
        "elastic.https.ssl.truststore.location": `${caVolume}/ca.crt`,
        // The id is topic+partition+offset then.
        "key.ignore": true,
        "schema.ignore": true,
        "write.method": "insert",
        // It does not make what is not there: IndexBootstrap does.
        "external.resource.usage": target.kind === "index" ? "INDEX" : "DATASTREAM",
        "topic.to.external.resource.mapping": topics.map((topic) => `${topic}:${target.name}`).join(","),
        ...(target.kind === "index" ? {} : timestampFields),
        "consumer.override.auto.offset.reset": props.start ?? "earliest",
        "consumer.override.isolation.level": "read_committed",
        ...(dead === undefined ? {} : deadLetterFields(dead, kafka.brokers)),
        ...connect.config,
      },
    },
  };
}

/** A document of a data stream has a time: that of the message. */
const timestampFields: Fields = {
  transforms: "time",
  "transforms.time.type": "org.apache.kafka.connect.transforms.InsertField$Value",
  "transforms.time.timestamp.field": "@timestamp",
};

function deadLetterFields(topic: string, brokers = 1): Fields {
  return {
    "behavior.on.malformed.documents": "warn",
    "errors.tolerance": "all",
    "errors.deadletterqueue.topic.name": topic,
    "errors.deadletterqueue.topic.replication.factor": Math.max(1, Math.min(3, brokers)),
    "errors.deadletterqueue.context.headers.enable": true,
  };
}
