// SPDX-License-Identifier: Apache-2.0
import { JsonPatch } from "cdk8s";
import { describe, expect, test } from "vitest";
import {
  type ConnectSink,
  KafkaToElasticsearch,
  type KafkaToElasticsearchProps,
  type SinkRole,
} from "../../../../lib/kubernetes/data/sink/index.ts";
import { faultsOf, objectNames, objectsOf } from "../../fixture.ts";

const connect: ConnectSink = {
  plugin: "registry.example.org/es-sink:16.0.0",
  version: "16.0.0",
  userSecret: "es-sink-user",
};
const props: KafkaToElasticsearchProps = {
  event: "lugano-2022",
  team: "met_eo",
  name: "es-sink",
  kafka: { name: "bus", brokers: 1 },
  elasticsearch: { name: "search" },
  topics: { events: { partitions: 6 } },
  connect,
};
const made = (over: Partial<KafkaToElasticsearchProps> = {}): ReturnType<typeof objectsOf> =>
  objectsOf((scope) => new KafkaToElasticsearch(scope, "Sink", { ...props, ...over }));
const faults = (over: Partial<ConnectSink>, more: Partial<KafkaToElasticsearchProps> = {}): string[] =>
  faultsOf(
    (scope) => new KafkaToElasticsearch(scope, "Sink", { ...props, ...more, connect: { ...connect, ...over } }),
  ).map((each) => each.slice("BV601 chart/Sink ".length));

describe("KafkaToElasticsearch by Kafka Connect", () => {
  test("is workers, a connector and their user", () => {
    expect(objectNames(made())).toEqual(["KafkaUser es-sink", "KafkaConnect es-sink", "KafkaConnector es-sink"]);
  });

  test("the workers trust the cluster, mount the plugin and the CA, and have resources", () => {
    expect(made()[1]).toMatchObject({
      metadata: { annotations: { "strimzi.io/use-connector-resources": "true" } },
      spec: {
        version: "4.3.1",
        replicas: 1,
        bootstrapServers: "bus-kafka-bootstrap.lugano-2022-met-eo.svc:9093",
        groupId: "es-sink",
        configStorageTopic: "es-sink-configs",
        offsetStorageTopic: "es-sink-offsets",
        statusStorageTopic: "es-sink-status",
        tls: { trustedCertificates: [{ secretName: "bus-cluster-ca-cert", pattern: "*.crt" }] },
        authentication: {
          type: "scram-sha-512",
          username: "es-sink",
          passwordSecret: { secretName: "es-sink", password: "password" },
        },
        plugins: [
          { name: "es-sink", artifacts: [{ type: "image", reference: "registry.example.org/es-sink:16.0.0" }] },
        ],
        config: {
          "config.storage.replication.factor": -1,
          "offset.storage.replication.factor": -1,
          "status.storage.replication.factor": -1,
          "config.providers.env.param.allowlist.pattern": "ES_.*",
        },
        resources: { requests: { cpu: "500m", memory: "2Gi" }, limits: { cpu: "1", memory: "2Gi" } },
        jvmOptions: { "-Xms": "1024m", "-Xmx": "1024m" },
        template: {
          pod: {
            securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
            volumes: [{ name: "es-ca", secret: { secretName: "search-es-http-certs-public" } }],
          },
          connectContainer: {
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
            env: [
              { name: "ES_USER", valueFrom: { secretKeyRef: { name: "es-sink-user", key: "username" } } },
              { name: "ES_PASSWORD", valueFrom: { secretKeyRef: { name: "es-sink-user", key: "password" } } },
            ],
            volumeMounts: [{ name: "es-ca", mountPath: "/mnt/es-ca", readOnly: true }],
          },
        },
      },
    });
  });

  test("the connector writes ids of topic, partition and offset, and refers to its password", () => {
    expect(made()[2]).toMatchObject({
      metadata: { labels: { "strimzi.io/cluster": "es-sink" } },
      spec: {
        class: "io.confluent.connect.elasticsearch.ElasticsearchSinkConnector",
        tasksMax: 6,
        config: {
          topics: "events",
          "connection.url": "https://search-es-http.lugano-2022-met-eo.svc:9200",
          "connection.username": "${env:ES_USER}",
          "connection.password": "${env:ES_PASSWORD}",
          "elastic.https.ssl.truststore.type": "PEM",
          "elastic.https.ssl.truststore.location": "/mnt/es-ca/ca.crt",
          "key.ignore": true,
          "external.resource.usage": "DATASTREAM",
          "topic.to.external.resource.mapping": "events:logs-events-met_eo",
          "errors.deadletterqueue.topic.name": "dlq-es-sink",
          "errors.deadletterqueue.topic.replication.factor": 1,
        },
      },
    });
    expect(JSON.stringify(made())).not.toContain("truststore.password");
  });

  test("its user may read the topics, keep its state and write dead letters", () => {
    const spec = made()[0]?.["spec"] as { readonly authorization: { readonly acls: unknown[] } } | undefined;
    const acls = spec?.authorization.acls ?? [];
    expect(
      acls.map((each) => {
        const { resource, operations } = each as {
          readonly resource: Record<string, string>;
          readonly operations: string[];
        };
        return `${resource["type"]} ${resource["name"]} ${operations.join(",")}`;
      }),
    ).toEqual([
      "group es-sink Read",
      "group connect-es-sink Read",
      "topic es-sink-configs Read,Describe,DescribeConfigs,Write,Create",
      "topic es-sink-offsets Read,Describe,DescribeConfigs,Write,Create",
      "topic es-sink-status Read,Describe,DescribeConfigs,Write,Create",
      "topic events Read,Describe",
      "topic dlq-es-sink Read,Describe,Write,Create",
    ]);
  });

  test("its user of Elasticsearch gets a role that writes to the target alone", () => {
    const roles: Record<string, SinkRole> = {};
    let sink: KafkaToElasticsearch | undefined;
    const elasticsearch = { name: "search", addRole: (name: string, role: SinkRole) => void (roles[name] = role) };
    objectsOf(
      (scope) => (sink = new KafkaToElasticsearch(scope, "Sink", { ...props, elasticsearch, index: "events" })),
    );
    expect(sink?.role).toBe("es-sink_writer");
    expect(roles).toEqual({
      "es-sink_writer": {
        cluster: ["monitor"],
        indices: [{ names: ["events"], privileges: ["create_index", "read", "write", "view_index_metadata"] }],
      },
    });
    expect(sink?.delivery).toEqual({
      topics: ["events"],
      group: "connect-es-sink",
      target: { kind: "index", name: "events" },
      documentId: "topic+partition+offset",
      action: "index",
    });
  });

  test("an image with the plugin inside, and no dead letters", () => {
    const over = {
      ...connect,
      plugin: undefined,
      image: "registry.example.org/connect-es:16.0.0",
      deadLetterTopic: false,
    } as const;
    const [, workers, connector] = made({ connect: over });
    expect(workers?.["spec"]).toMatchObject({ image: "registry.example.org/connect-es:16.0.0" });
    expect(workers?.["spec"]).not.toHaveProperty("plugins");
    expect(JSON.stringify(connector)).not.toContain("deadletterqueue");
  });

  test("a connector too old for Elasticsearch 9 is refused, and taken with 8", () => {
    expect(faults({ version: "15.1.1" })).toContain(
      `connect.version "15.1.1" of Confluent's connector does not speak to Elasticsearch 9.4.3: use 16.0.0 or newer`,
    );
    expect(faults({ version: "15.1.1" }, { elasticsearch: { name: "search", version: "8.19.4" } })).toEqual([]);
    expect(faults({ version: "1.0.0", connectorClass: "org.example.Sink" })).toEqual([]);
  });

  test.each([
    [{ plugin: undefined }, "connect wants either plugin or image: give one of them, with the connector inside"],
    [
      { image: "registry.example.org/a:1" },
      "connect wants either plugin or image: give one of them, with the connector inside",
    ],
    [{ version: "latest" }, 'connect.version "latest" is not a version: write 16.0.0'],
    [{ connectorClass: "a b" }, 'connect.connectorClass "a b" is not the name of a class'],
    [
      { userSecret: "A" },
      'connect.userSecret "A" is not a DNS label: at most 63 of a-z, 0-9 and -, with a letter or digit at both ends',
    ],
    [
      { deadLetterTopic: 'a"b' },
      'connect.deadLetterTopic "a\\"b" is not a name that Kafka takes: at most 249 of letters, digits, ., _ and -',
    ],
    [{ tasks: 0 }, "connect.tasks 0 is not a whole number from 1 to 1000"],
  ])("%j is a fault", (over, message) => {
    expect(faults(over)).toContain(message);
  });

  test("Elasticsearch in another namespace is a fault: its CA cannot be mounted", () => {
    expect(faults({}, { elasticsearch: { name: "search", namespace: "shared" } }).join()).toContain(
      "cannot be mounted across",
    );
  });

  test("settings of its own are checked as ours are", () => {
    expect(faults({ config: { "max.retries": 10 } })).toEqual([]);
    expect(faults({ config: { "connection.password": "hunter2" } }).join()).toContain("BR105");
    expect(faults({ config: { "tasks.max": 4 } }).join()).toContain("BR113");
  });

  test.each([
    [JsonPatch.remove("/spec/tls"), "BR106"],
    [JsonPatch.replace("/spec/statusStorageTopic", "es-sink-configs"), "BR107"],
    [JsonPatch.add("/spec/config/group.id", "x"), "BR112"],
    [JsonPatch.replace("/spec/template/connectContainer/volumeMounts/0/mountPath", "/opt/es-ca"), "BR123"],
  ])("an override that leaves the rails is a fault: %j", (patch, code) => {
    const found = faultsOf((scope) => new KafkaToElasticsearch(scope, "Sink", props).resource.addJsonPatch(patch));
    expect(found.join()).toContain(code);
  });
});
