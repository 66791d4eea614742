// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { type Fields, Manifest, manifestSet } from "../../../lib/manifests/index.ts";
import { expansion, type Made } from "../../../lib/manifests/operators/index.ts";
import { sampleKafka, samplePool, sampleUser, sampleVolume } from "../../../lib/manifests/rules/kafka/samples.ts";

// What the tables say, which was read in Strimzi's sources. No running operator could be asked: no registry has it as a program.

function made(objects: readonly Fields[]): readonly Made[] {
  const manifests = objects.map((object) => new Manifest(object, { namespace: "team" }));
  const set = manifestSet(manifests);
  return manifests.flatMap((manifest) => expansion(manifest, set));
}

function listed(objects: readonly Fields[]): string[] {
  return made(objects).map(({ manifest }) => `${manifest.kind} ${manifest.name}`);
}

function podOf(objects: readonly Fields[], name: string): Fields {
  const found = made(objects).find(({ manifest }) => manifest.name === name && manifest.pod !== undefined);
  return found?.manifest.pod?.spec ?? {};
}

const connect = (spec: Fields = {}, metadata: Fields = {}): Fields => ({
  apiVersion: "kafka.strimzi.io/v1",
  kind: "KafkaConnect",
  metadata: { name: "sink", ...metadata },
  spec: { replicas: 1, ...spec },
});

describe("Kafka", () => {
  test("what belongs to the cluster as a whole", () => {
    expect(listed([sampleKafka()])).toEqual([
      "Secret bus-cluster-ca-cert",
      "Secret bus-cluster-ca",
      "Secret bus-clients-ca-cert",
      "Secret bus-clients-ca",
      "Secret bus-trustbundle",
      "Secret bus-cluster-operator-certs",
      "NetworkPolicy bus-network-policy-kafka",
      "ServiceAccount bus-kafka",
      "Role bus-kafka",
      "RoleBinding bus-kafka-role",
      "Service bus-kafka-bootstrap",
      "Service bus-kafka-brokers",
      "PodDisruptionBudget bus-kafka",
      "ServiceAccount bus-entity-operator",
      "Role bus-entity-operator",
      "NetworkPolicy bus-entity-operator",
      "PodDisruptionBudget bus-entity-operator",
      "Deployment bus-entity-operator",
      "RoleBinding bus-entity-topic-operator-role",
      "ConfigMap bus-entity-topic-operator-config",
      "Secret bus-entity-topic-operator-certs",
      "RoleBinding bus-entity-user-operator-role",
      "ConfigMap bus-entity-user-operator-config",
      "Secret bus-entity-user-operator-certs",
    ]);
  });

  test("without entity operator, with authorities of one's own", () => {
    const own = { generateCertificateAuthority: false };
    const names = listed([sampleKafka({}, { entityOperator: undefined, clusterCa: own, clientsCa: own })]);
    expect(names).toHaveLength(9);
    expect(names).not.toContain("Secret bus-cluster-ca");
  });

  test("one pod for the entity operator, replaced in place, with the resources of both containers", () => {
    const { manifest } = made([sampleKafka()]).find((each) => each.manifest.kind === "Deployment")!;
    expect(manifest.value).toMatchObject({ spec: { replicas: 1, strategy: { type: "Recreate" } } });
    expect(manifest.pod?.containers.map(({ value }) => [value["name"], value["resources"]])).toEqual(
      ["topic-operator", "user-operator"].map((name) => [
        name,
        { requests: { cpu: "50m", memory: "256Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
      ]),
    );
  });

  test("the budget leaves one node less than there are", () => {
    const budget = made([sampleKafka(), samplePool(3)]).find(
      ({ manifest }) => manifest.name === "bus-kafka" && manifest.kind === "PodDisruptionBudget",
    );
    expect(budget?.manifest.value).toHaveProperty("spec.minAvailable", 2);
  });

  test("listeners to the outside have a Service each, and one a broker", () => {
    const listener = { name: "out", port: 9095, type: "loadbalancer", tls: true };
    const services = made([sampleKafka({ listeners: [listener] }), samplePool(2)])
      .filter(({ manifest }) => manifest.kind === "Service")
      .map(({ manifest }) => [manifest.name, (manifest.value["spec"] as Fields)["type"]]);
    expect(services).toEqual([
      ["bus-kafka-bootstrap", "ClusterIP"],
      ["bus-kafka-brokers", "ClusterIP"],
      ["bus-kafka-out-bootstrap", "LoadBalancer"],
      ["bus-dual-out-0", "LoadBalancer"],
      ["bus-dual-out-1", "LoadBalancer"],
    ]);
  });

  test("the exporter and Cruise Control", () => {
    const names = listed([sampleKafka({}, { entityOperator: undefined, kafkaExporter: {}, cruiseControl: {} })]).slice(
      13,
    );
    expect(names).toEqual([
      "ServiceAccount bus-kafka-exporter",
      "Secret bus-kafka-exporter-certs",
      "NetworkPolicy bus-kafka-exporter",
      "Deployment bus-kafka-exporter",
      "ServiceAccount bus-cruise-control",
      "Secret bus-cruise-control-certs",
      "Secret bus-cruise-control-api",
      "ConfigMap bus-cruise-control-config",
      "Service bus-cruise-control",
      "NetworkPolicy bus-network-policy-cruise-control",
      "Deployment bus-cruise-control",
    ]);
  });
});

describe("KafkaNodePool", () => {
  const ofPools = (...pools: readonly Fields[]): string[] =>
    listed([sampleKafka({}, { entityOperator: undefined }), ...pools]).slice(13);

  test("a node is a pod, a claim a volume, a Secret and a ConfigMap", () => {
    expect(ofPools(samplePool(1))).toEqual([
      "PersistentVolumeClaim data-0-bus-dual-0",
      "Secret bus-dual-0",
      "ConfigMap bus-dual-0",
      "StrimziPodSet bus-dual",
      "Pod bus-dual-0",
    ]);
  });

  test("two volumes a node, ids over all pools", () => {
    const storage = { type: "jbod", volumes: [sampleVolume(), sampleVolume({ id: 1, size: "5Gi", class: "fast" })] };
    const objects = [
      sampleKafka(),
      samplePool(2, { storage }, { name: "b" }),
      samplePool(1, {}, { name: "a", labels: { "strimzi.io/cluster": "bus" } }),
    ];
    const pool = { ...samplePool(2, { storage }), metadata: { name: "b", labels: { "strimzi.io/cluster": "bus" } } };
    const claims = made([objects[0]!, pool, objects[2]!]).filter(
      ({ manifest }) => manifest.kind === "PersistentVolumeClaim",
    );
    expect(claims.map(({ manifest }) => manifest.name)).toEqual([
      "data-0-bus-b-1",
      "data-1-bus-b-1",
      "data-0-bus-b-2",
      "data-1-bus-b-2",
      "data-0-bus-a-0",
    ]);
    expect(claims[3]?.manifest.value["spec"]).toEqual({
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: "5Gi" } },
      storageClassName: "fast",
    });
  });

  test("storage without jbod, and none that stays", () => {
    expect(ofPools(samplePool(1, { storage: { type: "persistent-claim", size: "1Gi" } }))[0]).toBe(
      "PersistentVolumeClaim data-bus-dual-0",
    );
    expect(ofPools(samplePool(1, { storage: { type: "ephemeral" } })).join()).not.toContain("PersistentVolumeClaim");
  });

  test("the pod is what the pool's template says, and the cluster's for the rest", () => {
    const kafka = sampleKafka({
      template: {
        pod: { securityContext: { runAsUser: 1 } },
        kafkaContainer: { securityContext: { privileged: false } },
      },
    });
    const pool = samplePool(1, {
      template: { pod: { metadata: { labels: { team: "a" } }, securityContext: { runAsUser: 2 } } },
    });
    const pod = podOf([kafka, pool], "bus-dual-0");
    expect(pod).toMatchObject({
      serviceAccountName: "bus-kafka",
      securityContext: { runAsUser: 2 },
      initContainers: [],
      containers: [
        {
          name: "kafka",
          image: "quay.io/strimzi/kafka:1.2.0-kafka-4.3.1",
          resources: { requests: { cpu: "500m", memory: "2Gi" }, limits: { cpu: "1", memory: "2Gi" } },
          securityContext: { privileged: false },
        },
      ],
    });
    const { manifest } = made([kafka, pool]).find((each) => each.manifest.kind === "Pod")!;
    expect(manifest.labels).toMatchObject({ team: "a", "strimzi.io/cluster": "bus", "strimzi.io/pool-name": "dual" });
  });

  test("an init container asks the node for its zone, with the resources of the node, on brokers only", () => {
    const kafka = sampleKafka({ rack: { type: "topology-label", topologyKey: "zone" } });
    expect(podOf([kafka, samplePool(1)], "bus-dual-0")["initContainers"]).toMatchObject([
      { name: "kafka-init", resources: { limits: { memory: "2Gi" } } },
    ]);
    expect(podOf([kafka, samplePool(1, { roles: ["controller"] })], "bus-dual-0")["initContainers"]).toEqual([]);
  });

  test("nothing of a pool whose Kafka is not known, and no more nodes than anybody could pay for", () => {
    expect(listed([samplePool(3)])).toEqual([]);
    const pods = ofPools(samplePool(1e9)).filter((each) => each.startsWith("Pod "));
    expect(pods).toHaveLength(300);
  });
});

test("KafkaUser: a Secret, with the prefix that the cluster's operator gives it, unless it brings its own certificate", () => {
  expect(listed([sampleUser()])).toEqual(["Secret reader"]);
  const prefixed = sampleKafka({}, { entityOperator: { userOperator: { secretPrefix: "kafka-" } } });
  expect(listed([prefixed, sampleUser()]).at(-1)).toBe("Secret kafka-reader");
  expect(listed([sampleUser({ authentication: { type: "tls-external" } })])).toEqual([]);
});

describe("KafkaConnect", () => {
  test("its pods and what belongs to them", () => {
    const tls = { trustedCertificates: [{ secretName: "bus-cluster-ca-cert", pattern: "*.crt" }] };
    expect(
      listed([connect({ replicas: 2, tls }, { annotations: { "strimzi.io/use-connector-resources": "true" } })]),
    ).toEqual([
      "ServiceAccount sink-connect",
      "NetworkPolicy sink-connect",
      "Role sink-connect",
      "RoleBinding sink-connect-role",
      "Secret sink-connect-tls-trusted-certs",
      "Service sink-connect-api",
      "Service sink-connect",
      "ConfigMap sink-connect-config",
      "PodDisruptionBudget sink-connect",
      "StrimziPodSet sink-connect",
      "Pod sink-connect-0",
      "Pod sink-connect-1",
    ]);
  });

  test("without replicas there are three, without trusted certificates no Secret and no rights", () => {
    const names = listed([connect({ replicas: undefined })]);
    expect(names.filter((each) => each.startsWith("Pod "))).toHaveLength(3);
    expect(names.join()).not.toMatch(/Role|Secret|NetworkPolicy/);
  });

  test("the container has what the custom resource says", () => {
    const resources = { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } };
    const template = {
      pod: { securityContext: { runAsNonRoot: true } },
      connectContainer: { securityContext: { privileged: false } },
    };
    expect(podOf([connect({ image: "example.org/connect:1", resources, template })], "sink-connect-0")).toMatchObject({
      securityContext: { runAsNonRoot: true },
      containers: [{ image: "example.org/connect:1", resources, securityContext: { privileged: false } }],
    });
  });
});
