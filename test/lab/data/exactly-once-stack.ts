// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Chart } from "cdk8s";
import { type Brokers, startBrokers } from "../../../lab/kafka/broker.ts";
import type { EngineUser } from "../../../lab/search/configuration.ts";
import { type Engine, startEngine } from "../../../lab/search/engine.ts";
import { only, type Pipeline, readPipeline } from "../../../lab/search/pipeline.ts";
import {
  ElasticsearchCluster,
  IndexBootstrap,
  KafkaCluster,
  KafkaToElasticsearch,
  KafkaTopicSet,
  KafkaUserSet,
  type Manifest,
  renderManifests,
} from "../../../lib/kubernetes/index.ts";
import { logstashRoleName, rolesOf, runJob } from "./search-stack.ts";

const owner = { event: "lugano-2022", team: "dwdi" };

/** What is produced to, by what is to be seen with it. */
export const topics = ["weather", "killed", "indexed", "mixed", "guarded", "rolled"] as const;
export type Topic = (typeof topics)[number];

const mapping = {
  properties: { station: { type: "keyword" }, temperature: { type: "double" }, number: { type: "long" } },
  dynamic: "false",
} as const;

const user = (name: string, ...roles: string[]): EngineUser => ({
  name,
  password: `${name}-${crypto.randomUUID()}`,
  roles,
});
/** Users of Elasticsearch: what the operator makes for a Logstash, before and after the team's own roles; the Job's; another team's. */
export const users = {
  logstash: user("logstash", logstashRoleName),
  plain: user("plain", `operators_${logstashRoleName}`),
  bootstrap: user("bootstrap", "bootstrap"),
  neighbour: user("neighbour", "neighbour"),
} as const;

/** A team's Elasticsearch and Kafka as its program describes them, with a bridge for each topic, and another team's user. */
export function manifests(): readonly Manifest[] {
  const chart = new Chart(new App(), "data");
  const roles = { neighbour: { indices: [{ names: ["logs-neighbour-*"], privileges: ["all"] }] } };
  const elasticsearch = new ElasticsearchCluster(chart, "Search", { ...owner, name: "search", size: "demo", roles });
  const streams = topics.map((topic) => [`logs-${topic}-dwdi`, { ...mapping, replicas: 0 }] as const);
  new IndexBootstrap(chart, "Bootstrap", {
    ...owner,
    elasticsearch,
    credentials: "bootstrap",
    dataStreams: Object.fromEntries(streams),
    indexTemplates: {
      indexed: { index_patterns: ["indexed"], template: { settings: { number_of_replicas: 0 }, mappings: mapping } },
    },
  });
  const cluster = new KafkaCluster(chart, "Kafka", { ...owner, name: "bus", size: "demo" });
  const all = {
    ...Object.fromEntries(topics.map((topic) => [topic, { partitions: 3 }])),
    neighbour: { partitions: 1 },
  };
  const set = new KafkaTopicSet(chart, "Topics", { ...owner, cluster, topics: all });
  new KafkaUserSet(chart, "Users", {
    ...owner,
    cluster,
    users: {
      producer: { produces: topics },
      neighbour: { produces: ["neighbour"], consumes: { neighbour: "neighbour" } },
    },
  });
  for (const topic of topics)
    new KafkaToElasticsearch(chart, `Bridge-${topic}`, {
      ...owner,
      name: `to-${topic}`,
      kafka: cluster,
      elasticsearch,
      topics: { [topic]: set.topics[topic] ?? {} },
      size: "demo",
      ...(topic === "indexed" && { index: "indexed" }),
    });
  return renderManifests(chart).objects;
}

/** Both servers, with what the manifests say put into them. */
export class Stack {
  readonly objects: readonly Manifest[];
  readonly engine: Engine;
  readonly brokers: Brokers;
  readonly #folder: string;
  readonly #logins: Readonly<Record<string, string>>;

  static async start(): Promise<Stack> {
    const objects = manifests();
    const [engine, brokers, folder] = await Promise.all([
      startEngine({ roles: await rolesOf(objects), users: Object.values(users) }),
      startBrokers(objects),
      mkdtemp(join(tmpdir(), "bivouac-bridge-")),
    ]);
    await writeFile(join(folder, "ca.crt"), brokers.authority);
    const { secrets } = await brokers.admin.apply(objects);
    const job = await runJob(objects, engine, users.bootstrap);
    if (job.code !== 0) throw new Error(`the Job fails: ${job.lines.join("\n")}`);
    return new Stack(objects, engine, brokers, folder, secrets);
  }

  constructor(
    objects: readonly Manifest[],
    engine: Engine,
    brokers: Brokers,
    folder: string,
    secrets: Readonly<Record<string, { readonly "sasl.jaas.config": string }>>,
  ) {
    this.objects = objects;
    this.engine = engine;
    this.brokers = brokers;
    this.#folder = folder;
    this.#logins = Object.fromEntries(Object.entries(secrets).map(([name, keys]) => [name, keys["sasl.jaas.config"]]));
  }

  /**
   * The pipeline of the Logstash of a topic, with the variables that the operator and the Secrets give it; only the two addresses of the
   * pod's world become those of this machine.
   */
  pipeline(
    topic: Topic,
    login: string = this.login(`to-${topic}`),
    elasticUser: EngineUser = users.logstash,
  ): Pipeline {
    const pipeline = readPipeline(this.text(topic), {
      KAFKA_JAAS: login,
      ECK_ES_HOSTS: this.engine.url,
      ECK_ES_USER: elasticUser.name,
      ECK_ES_PASSWORD: elasticUser.password,
      ECK_ES_SSL_CERTIFICATE_AUTHORITY: this.engine.authority,
    });
    const input = only(pipeline.input, "kafka");
    const here = {
      bootstrap_servers: this.brokers.listeners["tls"] ?? "",
      ssl_truststore_location: join(this.#folder, "ca.crt"),
    };
    return { ...pipeline, input: [{ ...input, options: { ...input.options, ...here } }] };
  }

  /** What stands in the Secret of a Kafka user, for Java clients. */
  login(kafkaUser: string): string {
    const login = this.#logins[kafkaUser];
    if (login === undefined) throw new Error(`there is no Kafka user ${kafkaUser}`);
    return login;
  }

  /** As it stands in the manifest. */
  text(topic: Topic): string {
    const found = this.objects.find(({ kind, metadata }) => kind === "Logstash" && metadata.name === `to-${topic}`);
    const { spec } = found as unknown as {
      spec: { pipelines: readonly { "pipeline.id": string; "config.string": string }[] };
    };
    return spec.pipelines.find((each) => each["pipeline.id"] === `to-${topic}`)?.["config.string"] ?? "";
  }

  async close(): Promise<void> {
    await Promise.all([this.engine.close(), this.brokers.close(), rm(this.#folder, { recursive: true, force: true })]);
  }
}
