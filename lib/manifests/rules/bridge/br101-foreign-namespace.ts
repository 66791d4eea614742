// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../../../model/light.ts";
import { listAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { SetProblem, SetRule } from "../../rule.ts";
import type { ManifestSet } from "../../settings.ts";
import { elasticsearchRefs, elasticsearches, findElasticsearch } from "../elasticsearch/kinds.ts";
import { sampleElasticsearch } from "../elasticsearch/samples.ts";
import { strimzi } from "../kafka/facts.ts";
import { connectorConfig, connectOf, elasticsearchAddress, kafkaAddress } from "./connect.ts";
import { findSecret, option, optionText, pipelinesOf, pluginsOf, podSpec, textsIn } from "./logstash.ts";
import { sampleConnect, sampleConnector, sampleSink, sampleSinkWith } from "./samples.ts";

const elsewhere = sampleElasticsearch({}, { namespace: "search" });
const association = { elasticsearchRefs: [{ name: "search", namespace: "search", clusterName: "eck" }] };

export const foreignNamespace: SetRule = {
  id: "BR101",
  name: "foreign-namespace",
  severity: "error",
  scope: "set",
  what: "A bridge stands beside Kafka and Elasticsearch, or names the namespace of Elasticsearch in its reference.",
  why:
    "Operators put CAs and passwords into Secrets of the namespace of their cluster, and no pod can mount one from elsewhere: it waits for " +
    "the volume without an end. Only the reference of a Logstash makes ECK copy the CA and make a user.",
  sources: [
    "https://kubernetes.io/docs/concepts/configuration/secret/#restriction-secret-must-be-namespaced",
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/association/ca.go",
  ],
  failing: [
    { title: "Elasticsearch is in another namespace", objects: [sampleSink(), elsewhere] },
    {
      title: "Kafka is in another namespace",
      objects: [sampleSinkWith({ bootstrap_servers: '"bus-kafka-bootstrap.kafka.svc:9093"' })],
    },
    {
      title: "a connector to another namespace",
      objects: [sampleConnect(), sampleConnector({ "connection.url": "https://search-es-http.search.svc:9200" })],
    },
    {
      title: "workers beside no Kafka",
      objects: [sampleConnect({ bootstrapServers: "bus-kafka-bootstrap.kafka.svc:9093" })],
    },
    {
      title: "an address without a reference",
      objects: [sampleSinkWith({}, { hosts: '["https://search-es-http.search.svc:9200"]' })],
    },
  ],
  passing: [
    { title: "all in one namespace", objects: [sampleSink(), sampleElasticsearch()] },
    { title: "by association", objects: [sampleSink(undefined, association), elsewhere] },
    {
      title: "the CA was copied by hand",
      objects: [sampleSinkWith({ bootstrap_servers: '"bus-kafka-bootstrap.kafka.svc:9093"' })],
      around: [{ apiVersion: "v1", kind: "Secret", metadata: { name: "bus-cluster-ca-cert" } }],
    },
    { title: "a connector in the same namespace", objects: [sampleConnect(), sampleConnector()] },
  ],
  *check(set) {
    for (const manifest of set.manifests) {
      if (manifest.kind === "Logstash" && manifest.group === "logstash.k8s.elastic.co") {
        yield* references(manifest, set);
        yield* addresses(manifest, set);
      }
      if (manifest.group !== strimzi) continue;
      if (manifest.kind === "KafkaConnect") yield* workers(manifest, set);
      if (manifest.kind === "KafkaConnector") yield* connector(manifest, set);
    }
  },
};

function* references(logstash: Manifest, set: ManifestSet): Iterable<SetProblem> {
  for (const { name, namespace, path } of elasticsearchRefs(logstash)) {
    if (findElasticsearch(set, namespace, name) !== undefined) continue;
    const other = elasticsearches(set).find((each) => each.name === name);
    if (other !== undefined)
      yield {
        manifest: logstash,
        message: `Elasticsearch ${name} is not in namespace ${namespace}`,
        at: { path, field: "elasticsearchRefs" },
        seen: `it is in ${other.namespace}`,
        hint: `add namespace: ${other.namespace} to the reference`,
      };
  }
}

function* addresses(logstash: Manifest, set: ManifestSet): Iterable<SetProblem> {
  const referred = new Set(elasticsearchRefs(logstash).map(({ name, namespace }) => `${namespace}/${name}`));
  const mounted = secretVolumes(listAt(podSpec(logstash), "volumes"));
  for (const pipeline of pipelinesOf(logstash, set)) {
    const spot = { path: pipeline.path, field: "config.string" };
    for (const output of pluginsOf(pipeline, "output", "elasticsearch")) {
      const hosts = option(output, "hosts");
      for (const host of hosts === undefined ? [] : textsIn(hosts)) {
        const to = elasticsearchAddress(host, logstash.namespace);
        if (to === undefined || to.namespace === logstash.namespace || referred.has(`${to.namespace}/${to.name}`))
          continue;
        yield {
          manifest: logstash,
          message: `pipeline ${pipeline.id} writes to Elasticsearch ${to.name} of namespace ${to.namespace} without an association`,
          at: spot,
          seen: host,
          hint: `put {name: ${to.name}, namespace: ${to.namespace}, clusterName: eck} into elasticsearchRefs and write to \${ECK_ES_HOSTS}`,
        };
      }
    }
    for (const input of pluginsOf(pipeline, "input", "kafka"))
      yield* kafka(logstash, optionText(input, "bootstrap_servers") ?? "", mounted, spot.path, set);
  }
}

function* workers(connect: Manifest, set: ManifestSet): Iterable<SetProblem> {
  const trusted = listAt(connect.value, "spec", "tls", "trustedCertificates").flatMap(
    (each) => textAt(each, "secretName") ?? [],
  );
  const servers = textAt(connect.value, "spec", "bootstrapServers") ?? "";
  yield* kafka(connect, servers, trusted, ["spec", "bootstrapServers"], set);
}

function* kafka(
  manifest: Manifest,
  servers: string,
  secrets: readonly string[],
  path: Path,
  set: ManifestSet,
): Iterable<SetProblem> {
  const to = kafkaAddress(servers.split(",", 1)[0] ?? "", manifest.namespace);
  if (to === undefined || to.namespace === manifest.namespace) return;
  const ca = `${to.name}-cluster-ca-cert`;
  if (!secrets.includes(ca) || findSecret(set, manifest.namespace, ca) !== undefined) return;
  yield {
    manifest,
    message: `Kafka ${to.name} is in namespace ${to.namespace}, and so is the Secret ${ca} that is wanted here`,
    at: { path, field: "bootstrap servers" },
    seen: servers,
    hint: "put the bridge into the namespace of Kafka",
  };
}

function* connector(manifest: Manifest, set: ManifestSet): Iterable<SetProblem> {
  const url = connectorConfig(manifest)["connection.url"];
  const to = typeof url === "string" ? elasticsearchAddress(url, manifest.namespace) : undefined;
  if (to === undefined || to.namespace === manifest.namespace) return;
  const connect = connectOf(manifest, set);
  const ca = `${to.name}-es-http-certs-public`;
  const mounted = secretVolumes(listAt(connect?.value, "spec", "template", "pod", "volumes"));
  if (!mounted.includes(ca) || findSecret(set, manifest.namespace, ca) !== undefined) return;
  yield {
    manifest,
    message: `Elasticsearch ${to.name} is in namespace ${to.namespace}, and so is the Secret ${ca} that the workers mount`,
    at: { path: ["spec", "config", "connection.url"], field: "connection.url" },
    seen: String(url),
    hint: "put the workers into the namespace of Elasticsearch, or use a Logstash with a reference",
  };
}

function secretVolumes(volumes: readonly unknown[]): string[] {
  return volumes.flatMap((each) => textAt(each, "secret", "secretName") ?? []);
}
