// SPDX-License-Identifier: Apache-2.0
import { Quantity } from "../../../model/light.ts";
import { dnsLabelFaults, namespaceOf, ownerFaults, quantityFaults, wholeFaults } from "../../objects/owned.ts";
import { confluentSink, type ConnectSink } from "./connect-props.ts";
import { deadLetterDataset } from "./pipeline.ts";
import type { KafkaToElasticsearchProps } from "./props.ts";
import { mebibytes, type SinkSettings, sinkSettings } from "./settings.ts";

/** What no manifest shows, or what must not even get into one. */
export function sinkFaults(props: KafkaToElasticsearchProps): string[] {
  const settings = sinkSettings(props);
  const { kafka, elasticsearch, connect } = props;
  return [
    ...ownerFaults(props),
    ...dnsLabelFaults("name", props.name),
    // Of a Logstash a rule says so.
    ...(connect !== undefined && props.name.length > 40
      ? [`name "${props.name}" is longer than 40 characters: make it shorter`]
      : []),
    ...dnsLabelFaults("kafka.name", kafka.name),
    ...dnsLabelFaults("elasticsearch.name", elasticsearch.name),
    ...bootstrapFaults(settings.bootstrap),
    ...dnsLabelFaults("kafka.caSecret", settings.caSecret),
    ...(kafka.namespace === undefined || kafka.namespace === namespaceOf(props)
      ? []
      : [
          `Kafka is in namespace "${kafka.namespace}", the bridge in "${namespaceOf(props)}": Secrets cannot be mounted across; put the bridge beside Kafka`,
        ]),
    ...topicFaults(settings),
    ...groupFaults("group", settings.group),
    ...targetFaults(props, settings),
    ...generationFaults(props.generation),
    ...wholeFaults("replicas", settings.replicas, 0, 100),
    ...wholeFaults("threads", settings.threads, 1, 100),
    ...sizeFaults(props, settings),
    ...alertFaults(props),
    ...(connect === undefined ? [] : connectFaults(props, connect, settings)),
  ];
}

/** @see https://kafka.apache.org/43/operations/basic-kafka-operations/ */
function topicFaults({ topics }: SinkSettings): string[] {
  return [
    ...(topics.length === 0 ? ["topics is empty: name one"] : []),
    ...topics.flatMap((topic) => nameFaults("topic", topic)),
    ...topics
      .filter((topic, index) => topics.indexOf(topic) !== index)
      .map((topic) => `topic "${topic}" is named twice`),
  ];
}

function nameFaults(what: string, name: string): string[] {
  return /^[A-Za-z0-9._-]{1,249}$/.test(name) && name !== "." && name !== ".."
    ? []
    : [`${what} ${JSON.stringify(name)} is not a name that Kafka takes: at most 249 of letters, digits, ., _ and -`];
}

function groupFaults(what: string, group: string): string[] {
  return /^[A-Za-z0-9._-]{1,249}$/.test(group)
    ? []
    : [`${what} ${JSON.stringify(group)} has other characters than letters, digits, ., _ and -`];
}

function targetFaults(props: KafkaToElasticsearchProps, settings: SinkSettings): string[] {
  const { dataset, dataNamespace, target, topics, deadLetters } = settings;
  const dead = deadLetters?.index === true && props.connect === undefined;
  return [
    ...(props.index === undefined ? [] : indexFaults(props.index)),
    ...(props.index !== undefined && props.dataset !== undefined
      ? ["index with dataset: what is written goes to one of them; leave one out"]
      : []),
    ...(target.kind === "data-stream" && props.dataset === undefined && topics.length > 1
      ? ["several topics without dataset or index: say where their messages go"]
      : []),
    ...(target.kind === "data-stream" || dead
      ? [
          ...partFaults("dataset", dataset, dead ? 100 - deadLetterDataset("").length : 100),
          ...partFaults("dataNamespace", dataNamespace),
        ]
      : []),
  ];
}

/** @see https://www.elastic.co/docs/reference/ecs/ecs-data_stream */
function partFaults(what: string, value: string, most = 100): string[] {
  return /^[a-z0-9_.]+$/.test(value) && value.length <= most
    ? []
    : [`${what} ${JSON.stringify(value)} cannot be part of a data stream's name: at most ${most} of a-z, 0-9, _ and .`];
}

/** A fixed name of few kinds of characters. @see https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-indices-create */
function indexFaults(index: string): string[] {
  return /^[a-z0-9][a-z0-9._-]{0,254}$/.test(index)
    ? []
    : [
        `index ${JSON.stringify(index)} is not a fixed name: at most 255 of a-z, 0-9, ., _ and -; with a date in it a message that comes again would be a second document`,
      ];
}

function bootstrapFaults(bootstrap: string): string[] {
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?:[0-9]{1,5}$/.test(bootstrap)
    ? []
    : [`kafka.bootstrap ${JSON.stringify(bootstrap)} is not host:port`];
}

function generationFaults(generation: string | undefined): string[] {
  return generation === undefined || /^[A-Za-z0-9._]{1,32}$/.test(generation)
    ? []
    : [`generation ${JSON.stringify(generation)} cannot begin an id: at most 32 of letters, digits, . and _`];
}

function sizeFaults(props: KafkaToElasticsearchProps, settings: SinkSettings): string[] {
  const { cpu, cpuLimit, memory, storage, queue, deadLetters } = settings;
  const sizes = {
    cpu,
    cpuLimit,
    memory,
    storage,
    queue,
    ...(deadLetters && { "deadLetters.space": deadLetters.space }),
  };
  const faults = Object.entries(sizes).flatMap(([what, value]) => quantityFaults(what, value));
  if (faults.length > 0 || props.connect !== undefined) return faults;
  // Queue and dead letters have a page of 64 MiB and a segment of 10 MiB beyond what they are allowed.
  const needed =
    mebibytes(queue) +
    128n +
    (deadLetters === undefined ? 0n : mebibytes(deadLetters.space) + (deadLetters.index ? 192n : 0n));
  return [
    ...(mebibytes(memory) < 1024n ? [`memory "${memory}" is too little for Logstash: give 1Gi or more`] : []),
    ...(mebibytes(queue) < 128n ? [`queue "${queue}" is less than its two pages: give 128Mi or more`] : []),
    ...(mebibytes(storage) < needed
      ? [`storage "${storage}" holds neither queue nor dead letters: give ${needed}Mi or more`]
      : []),
    ...((Quantity.read(cpu)?.nanos ?? 0n) > (Quantity.read(cpuLimit)?.nanos ?? 0n)
      ? [`cpu "${cpu}" is more than cpuLimit "${cpuLimit}": raise the limit`]
      : []),
  ];
}

function alertFaults({ lagAlert }: KafkaToElasticsearchProps): string[] {
  if (lagAlert === undefined) return [];
  return [
    ...wholeFaults("lagAlert.messages", lagAlert.messages ?? 1, 1, Number.MAX_SAFE_INTEGER),
    ...wholeFaults("lagAlert.minutes", lagAlert.minutes ?? 1, 1, 10_080),
  ];
}

function connectFaults(props: KafkaToElasticsearchProps, connect: ConnectSink, settings: SinkSettings): string[] {
  const { elasticsearch } = props;
  const [major] = connect.version.split(".", 1).map(Number);
  const [elastic] = settings.elasticVersion.split(".", 1).map(Number);
  const { deadLetterTopic = "dlq", connectorClass = confluentSink } = connect;
  return [
    ...(/^[0-9]+\.[0-9]+\.[0-9]+[A-Za-z0-9.-]*$/.test(connect.version)
      ? []
      : [`connect.version "${connect.version}" is not a version: write 16.0.0`]),
    ...(connectorClass === confluentSink && (major ?? 0) < 16 && (elastic ?? 0) >= 9
      ? [
          `connect.version "${connect.version}" of Confluent's connector does not speak to Elasticsearch ${settings.elasticVersion}: use 16.0.0 or newer`,
        ]
      : []),
    ...((connect.plugin === undefined) === (connect.image === undefined)
      ? ["connect wants either plugin or image: give one of them, with the connector inside"]
      : []),
    ...[connect.plugin, connect.image].flatMap((image) =>
      image === undefined || /^\S+$/.test(image)
        ? []
        : [`connect: image ${JSON.stringify(image)} has spaces or nothing in it`],
    ),
    ...(/^[A-Za-z0-9_$]+(\.[A-Za-z0-9_$]+)*$/.test(connectorClass)
      ? []
      : [`connect.connectorClass ${JSON.stringify(connectorClass)} is not the name of a class`]),
    ...dnsLabelFaults("connect.userSecret", connect.userSecret),
    ...(deadLetterTopic === false ? [] : nameFaults("connect.deadLetterTopic", deadLetterTopic)),
    ...wholeFaults("connect.tasks", connect.tasks ?? 1, 1, 1_000),
    ...(elasticsearch.namespace === undefined || elasticsearch.namespace === namespaceOf(props)
      ? []
      : [
          `Elasticsearch is in namespace "${elasticsearch.namespace}", Connect in "${namespaceOf(props)}": its CA cannot be mounted across; use Logstash, for which ECK copies it`,
        ]),
    ...(props.generation === undefined ? [] : ["generation with connect: Confluent's connector makes its ids itself"]),
  ];
}
