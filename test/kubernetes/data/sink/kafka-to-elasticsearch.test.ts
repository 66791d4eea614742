// SPDX-License-Identifier: Apache-2.0
import type { Construct } from "constructs";
import { describe, expect, test } from "vitest";
import { dataFindings } from "../../../../lib/kubernetes/data/checked.ts";
import {
  ElasticsearchCluster,
  KafkaCluster,
  KafkaToElasticsearch,
  type KafkaToElasticsearchProps,
  KafkaTopicSet,
} from "../../../../lib/kubernetes/data/index.ts";
import { expansion, Manifest, manifestSet } from "../../../../lib/manifests/index.ts";
import { faultsOf, labels, objectNames, objectsOf } from "../../fixture.ts";

const owner = { event: "lugano-2022", team: "met_eo" };
const namespace = "lugano-2022-met-eo";
const props: KafkaToElasticsearchProps = {
  ...owner,
  name: "es-sink",
  kafka: { name: "bus", brokers: 3 },
  elasticsearch: { name: "search" },
  topics: { events: { partitions: 6 } },
};
const made = (over: Partial<KafkaToElasticsearchProps> = {}): ReturnType<typeof objectsOf> =>
  objectsOf((scope) => new KafkaToElasticsearch(scope, "Sink", { ...props, ...over }));
const faults = (over: Partial<KafkaToElasticsearchProps>): string[] =>
  faultsOf((scope) => new KafkaToElasticsearch(scope, "Sink", { ...props, ...over })).map((each) =>
    each.slice("BV601 chart/Sink ".length),
  );
function stack(scope: Construct): {
  readonly search: ElasticsearchCluster;
  readonly bus: KafkaCluster;
  readonly topics: KafkaTopicSet;
} {
  const search = new ElasticsearchCluster(scope, "Search", { ...owner, name: "search", size: "demo" });
  const bus = new KafkaCluster(scope, "Bus", { ...owner, name: "bus", size: "demo" });
  const topics = new KafkaTopicSet(scope, "Topics", { ...owner, cluster: bus, topics: { events: { partitions: 3 } } });
  return { search, bus, topics };
}

describe("KafkaToElasticsearch", () => {
  test("is a Logstash and a Kafka user that may read its topics with its group, and nothing else", () => {
    const [user, logstash, ...rest] = made();
    expect(rest).toEqual([]);
    expect(user).toMatchObject({
      kind: "KafkaUser",
      metadata: { name: "es-sink", namespace, labels: { ...labels, "strimzi.io/cluster": "bus" } },
      spec: {
        authentication: { type: "scram-sha-512" },
        authorization: {
          type: "simple",
          acls: [
            { resource: { type: "topic", name: "events", patternType: "literal" }, operations: ["Describe", "Read"] },
            { resource: { type: "group", name: "es-sink", patternType: "literal" }, operations: ["Read"] },
          ],
        },
      },
    });
    expect(logstash).toMatchObject({
      apiVersion: "logstash.k8s.elastic.co/v1alpha1",
      metadata: { name: "es-sink", namespace, labels },
      spec: {
        version: "9.4.3",
        count: 1,
        elasticsearchRefs: [{ name: "search", clusterName: "eck" }],
        podTemplate: { metadata: { labels } },
        volumeClaimTemplates: [{ metadata: { name: "logstash-data" } }],
      },
    });
  });

  test("password and CA come from Secrets, and no secret is in the objects", () => {
    const template = (made()[1]?.["spec"] as Record<string, unknown> | undefined)?.["podTemplate"];
    expect(template).toMatchObject({
      spec: {
        automountServiceAccountToken: false,
        containers: [
          {
            env: [
              { name: "LS_JAVA_OPTS", value: "-Xms1024m -Xmx1024m" },
              { name: "KAFKA_JAAS", valueFrom: { secretKeyRef: { name: "es-sink", key: "sasl.jaas.config" } } },
            ],
            resources: { requests: { cpu: "500m", memory: "2Gi" }, limits: { cpu: "1", memory: "2Gi" } },
            volumeMounts: [{ name: "kafka-ca", mountPath: "/mnt/kafka-ca", readOnly: true }],
          },
        ],
        volumes: [{ name: "kafka-ca", secret: { secretName: "bus-cluster-ca-cert" } }],
      },
    });
    expect(JSON.stringify(made())).not.toContain("truststore_password");
  });

  test("queue and dead letters are on the claim, in sizes that come through the operator", () => {
    const pipelines = (over: Partial<KafkaToElasticsearchProps>): unknown =>
      (made(over)[1]?.["spec"] as { readonly pipelines: unknown } | undefined)?.pipelines;
    expect(pipelines({ queue: "1Gi", deadLetters: { space: "128Mi" }, storage: "2Gi" })).toMatchObject([
      {
        "pipeline.id": "es-sink",
        "queue.type": "persisted",
        "queue.max_bytes": "1024mb",
        "queue.checkpoint.writes": 1,
        "dead_letter_queue.enable": true,
        "dead_letter_queue.max_bytes": "128mb",
        "path.dead_letter_queue": "/usr/share/logstash/data/dead_letter_queue",
      },
      { "pipeline.id": "es-sink-dead-letters", "queue.type": "persisted", "dead_letter_queue.enable": false },
    ]);
    expect(pipelines({ deadLetters: { index: false } })).toHaveLength(1);
    expect(pipelines({ deadLetters: false })).toMatchObject([{ "dead_letter_queue.enable": false }]);
  });

  test.each([
    ["demo", 1],
    ["small", 1],
    ["ha", 2],
  ] as const)(
    "size %s: %d replicas, admitted by restricted and by a quota, counted as the operator makes them",
    (size, count) => {
      const objects = made({ size });
      expect(objectNames(objects)).toEqual([
        "KafkaUser es-sink",
        "Logstash es-sink",
        ...(count > 1 ? ["PodDisruptionBudget es-sink"] : []),
      ]);
      const logstash = new Manifest(objects[1]!);
      const set = expansion(logstash, manifestSet([logstash]))
        .map(({ manifest }) => manifest)
        .find(({ kind }) => kind === "StatefulSet");
      expect(set?.value["spec"]).toMatchObject({ replicas: count });
      const containers = set?.pod?.containers ?? [];
      expect(containers.map(({ name }) => name)).toEqual(["logstash-internal-init-config", "logstash"]);
      for (const { value } of containers)
        expect(value).toMatchObject({
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
          resources: {
            requests: { cpu: expect.any(String), memory: expect.any(String) },
            limits: { cpu: expect.any(String), memory: expect.any(String) },
          },
        });
    },
  );

  test("with its clusters in one tree no rule has anything to say", () => {
    let found: ReturnType<typeof dataFindings> = [];
    objectsOf((scope) => {
      const { search, bus, topics } = stack(scope);
      new KafkaToElasticsearch(scope, "Sink", { ...props, kafka: bus, elasticsearch: search, topics: topics.topics });
      found = dataFindings(scope.node.findChild("Sink"));
    });
    expect(found).toEqual([]);
  });

  test("an index of its own is added to the role of Logstash's user, beside what it has and what others added", () => {
    const objects = objectsOf((scope) => {
      const { search, bus, topics } = stack(scope);
      const both = { kafka: bus, elasticsearch: search, topics: topics.topics };
      new KafkaToElasticsearch(scope, "One", { ...props, ...both, name: "one", index: "events" });
      new KafkaToElasticsearch(scope, "Two", { ...props, ...both, name: "two", index: "alerts" });
    });
    const roles = objects.find(({ metadata }) => metadata.name === "search-roles")?.["stringData"];
    expect(JSON.parse((roles as Record<string, string>)["roles.yml"] ?? "")).toMatchObject({
      eck_logstash_user_role: {
        cluster: expect.arrayContaining(["monitor", "manage_index_templates"]),
        indices: [
          {
            names: expect.arrayContaining(["logs-*", "traces-*", "events", "alerts"]),
            privileges: ["manage", "write", "create_index", "read", "view_index_metadata"],
          },
        ],
      },
    });
  });

  test("an index that no role names is a fault", () => {
    const found = faultsOf((scope) => {
      const { search } = stack(scope);
      const { name, namespace: place, version } = search;
      new KafkaToElasticsearch(scope, "Sink", {
        ...props,
        elasticsearch: { name, namespace: place, version },
        index: "events",
      });
    });
    expect(found.join()).toContain("BR103");
  });

  test("Elasticsearch in another namespace is reached by association, Kafka in another one is a fault", () => {
    const [, logstash] = made({ elasticsearch: { name: "search", namespace: "shared" } });
    expect(logstash?.["spec"]).toMatchObject({
      elasticsearchRefs: [{ name: "search", namespace: "shared", clusterName: "eck" }],
    });
    expect(faults({ kafka: { name: "bus", namespace: "shared" } })[0]).toBe(
      `Kafka is in namespace "shared", the bridge in "${namespace}": Secrets cannot be mounted across; put the bridge beside Kafka`,
    );
  });

  test("what goes where, as data", () => {
    let sink: KafkaToElasticsearch | undefined;
    objectsOf((scope) => (sink = new KafkaToElasticsearch(scope, "Sink", { ...props, group: "readers" })));
    expect(sink?.delivery).toEqual({
      topics: ["events"],
      group: "readers",
      target: { kind: "data-stream", name: "logs-events-met_eo" },
      documentId: "%{[@metadata][kafka][topic]}-%{[@metadata][kafka][partition]}-%{[@metadata][kafka][offset]}",
      action: "create",
    });
    expect(sink?.role).toBeUndefined();
  });

  test("an alert on the lag of its group, and on not knowing it", () => {
    const alert = made({ lagAlert: { messages: 500, minutes: 5, labels: { release: "prometheus" } } })[2];
    expect(alert).toMatchObject({
      kind: "PrometheusRule",
      metadata: { name: "es-sink-lag", labels: { ...labels, release: "prometheus" } },
      spec: {
        groups: [
          {
            rules: [
              {
                expr: `sum by (topic) (kafka_consumergroup_lag{namespace="${namespace}",consumergroup="es-sink"}) > 500`,
                for: "5m",
              },
              { expr: `absent(kafka_consumergroup_lag{namespace="${namespace}",consumergroup="es-sink"})`, for: "15m" },
            ],
          },
        ],
      },
    });
  });

  test("all faults are told together", () => {
    expect(
      faults({
        topics: ["a", "a", "b/c"],
        replicas: 1.5,
        storage: "512Mi",
        memory: "512Mi",
        queue: "64Mi",
        lagAlert: { minutes: 0 },
      }).filter((each) => !/^(BR|KA|PS|QF)\d/.test(each)),
    ).toEqual([
      'topic "b/c" is not a name that Kafka takes: at most 249 of letters, digits, ., _ and -',
      'topic "a" is named twice',
      "several topics without dataset or index: say where their messages go",
      "replicas 1.5 is not a whole number from 0 to 100",
      'memory "512Mi" is too little for Logstash: give 1Gi or more',
      'queue "64Mi" is less than its two pages: give 128Mi or more',
      'storage "512Mi" holds neither queue nor dead letters: give 640Mi or more',
      "lagAlert.minutes 0 is not a whole number from 1 to 10080",
    ]);
  });

  test.each([
    ["dataset", "team-events"],
    ["dataset", "Events"],
    ["dataset", "x".repeat(97)],
    ["dataNamespace", "a-b"],
    ["index", "events-%{+YYYY}"],
    ["index", "_events"],
    ["group", "a b"],
    ["generation", "a-b"],
    ["memory", "2GB"],
    ["cpu", "2"],
  ] as const)("%s %j is refused", (prop, value) => {
    expect(faults({ [prop]: value, ...(prop === "cpu" ? { cpuLimit: "1" } : {}) }).length).toBeGreaterThan(0);
  });

  test("a name that leaves no room for what the operator adds is found by the rule that knows", () => {
    expect(faults({ name: "es-sink-with-a-name-that-leaves-no-room" }).join()).toContain("ES101");
  });

  test.each(["events", "a.b_c", "x".repeat(96)])("dataset %j is taken", (dataset) => {
    expect(faults({ dataset })).toEqual([]);
  });

  test("the name of a topic becomes that of a dataset", () => {
    expect(faults({ topics: ["Sensor-Data.v2"] })).toEqual([]);
    expect(JSON.stringify(made({ topics: ["Sensor-Data.v2"] })[1])).toContain("logs-sensor_data.v2-met_eo");
  });
});
