// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../fields.ts";
import { sampleLogstash } from "../elasticsearch/samples.ts";

// What the examples of these rules are made of; `over` is laid over fields.

/** Options of a plugin as the pipeline's text has them. */
type Options = Readonly<Record<string, string>>;

const input: Options = {
  bootstrap_servers: '"bus-kafka-bootstrap:9093"',
  topics: '["events"]',
  group_id: '"sink"',
  enable_auto_commit: "false",
  decorate_events: '"basic"',
  security_protocol: '"SASL_SSL"',
  sasl_mechanism: '"SCRAM-SHA-512"',
  sasl_jaas_config: "'${KAFKA_JAAS}'",
  ssl_truststore_type: '"PEM"',
  ssl_truststore_location: '"/mnt/kafka-ca/ca.crt"',
};

const output: Options = {
  hosts: '["${ECK_ES_HOSTS}"]',
  user: '"${ECK_ES_USER}"',
  password: '"${ECK_ES_PASSWORD}"',
  ssl_enabled: "true",
  ssl_certificate_authorities: '"${ECK_ES_SSL_CERTIFICATE_AUTHORITY}"',
  index: '"logs-events-team"',
  action: '"create"',
  document_id: '"%{[@metadata][kafka][topic]}-%{[@metadata][kafka][partition]}-%{[@metadata][kafka][offset]}"',
  data_stream: "false",
};

/** The text of a pipeline from Kafka to Elasticsearch. An option that is "" is left out. */
export function samplePipelineText(kafka: Options = {}, elasticsearch: Options = {}): string {
  return `input {\n  kafka {\n${written({ ...input, ...kafka })}  }\n}\noutput {\n  elasticsearch {\n${written({ ...output, ...elasticsearch })}  }\n}\n`;
}

function written(options: Options): string {
  return Object.entries(options)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `    ${name} => ${value}\n`)
    .join("");
}

/** A pipeline with a queue on disk. */
export function samplePipeline(text: string, settings: Fields = {}): Fields {
  return {
    "pipeline.id": "sink",
    "queue.type": "persisted",
    "queue.max_bytes": "512mb",
    ...settings,
    "config.string": text,
  };
}

/** A Logstash from Kafka to Elasticsearch. */
export function sampleSink(pipeline: Fields = samplePipeline(samplePipelineText()), spec: Fields = {}): Fields {
  return sampleLogstash({
    pipelines: [pipeline],
    podTemplate: samplePodTemplate(),
    volumeClaimTemplates: [sampleDataClaim("2Gi")],
    ...spec,
  });
}

/** The same with other options in its text. */
export function sampleSinkWith(kafka: Options, elasticsearch: Options = {}, spec: Fields = {}): Fields {
  return sampleSink(samplePipeline(samplePipelineText(kafka, elasticsearch)), spec);
}

export function sampleDataClaim(storage: string, spec: Fields = {}): Fields {
  return {
    metadata: { name: "logstash-data" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } }, ...spec },
  };
}

export function samplePodTemplate(spec: Fields = {}, container: Fields = {}): Fields {
  return {
    spec: {
      containers: [
        {
          name: "logstash",
          env: [{ name: "KAFKA_JAAS", valueFrom: { secretKeyRef: { name: "sink", key: "sasl.jaas.config" } } }],
          volumeMounts: [{ name: "kafka-ca", mountPath: "/mnt/kafka-ca", readOnly: true }],
          ...container,
        },
      ],
      volumes: [{ name: "kafka-ca", secret: { secretName: "bus-cluster-ca-cert" } }],
      ...spec,
    },
  };
}

/** A Kafka and its one pool. */
export function sampleKafka(brokers: number, metadata: Fields = {}): Fields[] {
  return [
    {
      apiVersion: "kafka.strimzi.io/v1",
      kind: "Kafka",
      metadata: { name: "bus", ...metadata },
      spec: { kafka: { listeners: [{ name: "tls", port: 9093, type: "internal", tls: true }] } },
    },
    {
      apiVersion: "kafka.strimzi.io/v1",
      kind: "KafkaNodePool",
      metadata: { name: "dual", labels: { "strimzi.io/cluster": "bus" }, ...metadata },
      spec: { replicas: brokers, roles: ["controller", "broker"], storage: { type: "ephemeral" } },
    },
  ];
}

export function sampleTopic(name: string, partitions: number): Fields {
  return {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaTopic",
    metadata: { name, labels: { "strimzi.io/cluster": "bus" } },
    spec: { partitions, replicas: 1 },
  };
}

export function sampleConnect(spec: Fields = {}, metadata: Fields = {}): Fields {
  return {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaConnect",
    metadata: { name: "connect", annotations: { "strimzi.io/use-connector-resources": "true" }, ...metadata },
    spec: {
      replicas: 1,
      bootstrapServers: "bus-kafka-bootstrap:9093",
      groupId: "connect",
      configStorageTopic: "connect-configs",
      offsetStorageTopic: "connect-offsets",
      statusStorageTopic: "connect-status",
      tls: { trustedCertificates: [{ secretName: "bus-cluster-ca-cert", pattern: "*.crt" }] },
      config: {
        "config.storage.replication.factor": -1,
        "offset.storage.replication.factor": -1,
        "status.storage.replication.factor": -1,
      },
      plugins: [{ name: "es-sink", artifacts: [{ type: "image", reference: "registry.example.org/es-sink:16.0.0" }] }],
      template: {
        connectContainer: { volumeMounts: [{ name: "es-ca", mountPath: "/mnt/es-ca", readOnly: true }] },
        pod: { volumes: [{ name: "es-ca", secret: { secretName: "search-es-http-certs-public" } }] },
      },
      ...spec,
    },
  };
}

/** A connector of Confluent's to Elasticsearch; `config` is laid over its configuration. */
export function sampleConnector(config: Fields = {}, spec: Fields = {}): Fields {
  return {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaConnector",
    metadata: { name: "es-sink", labels: { "strimzi.io/cluster": "connect" } },
    spec: {
      class: "io.confluent.connect.elasticsearch.ElasticsearchSinkConnector",
      tasksMax: 1,
      config: {
        topics: "events",
        "connection.url": "https://search-es-http.default.svc:9200",
        "connection.username": "${env:ES_USER}",
        "connection.password": "${env:ES_PASSWORD}",
        "elastic.security.protocol": "SSL",
        "elastic.https.ssl.truststore.type": "PEM",
        "elastic.https.ssl.truststore.location": "/mnt/es-ca/ca.crt",
        "key.ignore": true,
        ...config,
      },
      ...spec,
    },
  };
}
