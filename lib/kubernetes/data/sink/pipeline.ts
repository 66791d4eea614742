// SPDX-License-Identifier: Apache-2.0
import type { KafkaToElasticsearchProps } from "./props.ts";
import { dataStreamName, type SinkSettings, sinkSettings } from "./settings.ts";

/** Environment variable with the login of the Kafka user, as `sasl.jaas.config` takes it. */
export const jaasVariable = "KAFKA_JAAS";

/** Directory of the cluster CA's `ca.crt` in the pods. */
export const caPath = "/mnt/kafka-ca";

/** Inside the claim `logstash-data`. */
export const deadLetterPath = "/usr/share/logstash/data/dead_letter_queue";

/** Name by which pipelines speak of the Elasticsearch of the association; its variables begin with it in capitals. */
export const associationName = "eck";

/** `<topic>-<partition>-<offset>`: the same message has the same id whenever it comes. */
export function documentId({ generation }: KafkaToElasticsearchProps): string {
  const first = generation === undefined ? "" : `${plain(generation)}-`;
  return ["topic", "partition", "offset"].reduce(
    (id, part, index) => `${id}${index === 0 ? "" : "-"}%{[@metadata][kafka][${part}]}`,
    first,
  );
}

// Why the text is as it is:
// - Logstash puts the values of ${…} into the text of `config.string` before it reads it (multi_local.rb: deep_replace). The login has
//   double quotes in it, so it stands in single ones. Comments would be read too: there are none.
// - One message is one document: the codec `json` would make several of a list, which would all have the id of their message.
// - The filter `json` puts a message's own @metadata, which Beats send, over ours. So the id waits outside until the message is read.
// - The output's own `data_stream => true` takes no ids. A data stream takes documents with ids by `create`, as here.

/** What Logstash runs. Only plain values come into it: whatever a prop holds, it cannot end the quotes that it stands in. */
export function mainPipeline(props: KafkaToElasticsearchProps): string {
  const settings = sinkSettings(props);
  const { format = "json" } = props;
  return lines([
    "input {",
    "  kafka {",
    ...kafkaInput(props, settings).map((each) => `    ${each}`),
    "  }",
    "}",
    "filter {",
    "  mutate {",
    '    rename => { "message" => "[__sink][value]" }',
    `    add_field => { "[__sink][id]" => ${quoted(documentId(props), idText)} }`,
    "  }",
    '  mutate { remove_field => ["event"] }',
    '  date { match => ["[@metadata][kafka][timestamp]", "UNIX_MS"] }',
    ...(format === "json" ? ['  json { source => "[__sink][value]" }'] : []),
    ...(format === "json"
      ? ['  if "_jsonparsefailure" in [tags] {', '    mutate { copy => { "[__sink][value]" => "message" } }', "  }"]
      : ['  mutate { copy => { "[__sink][value]" => "message" } }']),
    '  mutate { rename => { "[__sink][id]" => "[@metadata][id]" "[__sink][value]" => "[@metadata][value]" } }',
    ...dataStreamFields(settings, settings.dataset, '"__sink"'),
    "}",
    ...elasticsearchOutput(settings.target.name, settings.target.kind === "index" ? "index" : "create"),
  ]);
}

/** What was refused, as text, with the reason: into a data stream of its own, where no mapping can refuse it again. */
export function deadLetterPipeline(props: KafkaToElasticsearchProps): string {
  const settings = sinkSettings(props);
  const { dataset, dataNamespace } = settings;
  return lines([
    "input {",
    "  dead_letter_queue {",
    `    path => "${deadLetterPath}"`,
    `    pipeline_id => ${quoted(props.name)}`,
    "    commit_offsets => true",
    "    clean_consumed => true",
    "  }",
    "}",
    "filter {",
    '  prune { whitelist_names => ["^@timestamp$"] }',
    "  mutate {",
    "    add_field => {",
    '      "message" => "%{[@metadata][value]}"',
    '      "[error][message]" => "%{[@metadata][dead_letter_queue][reason]}"',
    "    }",
    "  }",
    ...dataStreamFields({ ...settings, target: { name: "", kind: "data-stream" } }, deadLetterDataset(dataset)),
    "}",
    ...elasticsearchOutput(dataStreamName(deadLetterDataset(dataset), dataNamespace), "create"),
  ]);
}

export function deadLetterDataset(dataset: string): string {
  return `${dataset}.dlq`;
}

function kafkaInput(props: KafkaToElasticsearchProps, settings: SinkSettings): string[] {
  return [
    `bootstrap_servers => ${quoted(settings.bootstrap)}`,
    `topics => [${settings.topics.map((topic) => quoted(topic)).join(", ")}]`,
    `group_id => ${quoted(settings.group)}`,
    `client_id => ${quoted(props.name)}`,
    `consumer_threads => ${whole(settings.threads)}`,
    `auto_offset_reset => ${quoted(props.start ?? "earliest")}`,
    // Offsets are committed when the messages of a poll are in the queue, which is on the claim.
    "enable_auto_commit => false",
    // Messages of transactions that were given up are none.
    'isolation_level => "read_committed"',
    'decorate_events => "basic"',
    'codec => "plain"',
    'security_protocol => "SASL_SSL"',
    'sasl_mechanism => "SCRAM-SHA-512"',
    `sasl_jaas_config => '\${${jaasVariable}}'`,
    'ssl_truststore_type => "PEM"',
    `ssl_truststore_location => "${caPath}/ca.crt"`,
  ];
}

/** Three fields that Elasticsearch holds constant within a data stream: what a message says of them itself would make it be refused. */
function dataStreamFields(settings: SinkSettings, dataset: string, ...remove: readonly string[]): string[] {
  const { kind } = settings.target;
  const removed = [...remove, ...(kind === "data-stream" ? ['"data_stream"'] : [])];
  return [
    ...(removed.length === 0 ? [] : [`  mutate { remove_field => [${removed.join(", ")}] }`]),
    ...(kind === "index"
      ? []
      : [
          "  mutate {",
          "    add_field => {",
          '      "[data_stream][type]" => "logs"',
          `      "[data_stream][dataset]" => ${quoted(dataset)}`,
          `      "[data_stream][namespace]" => ${quoted(settings.dataNamespace)}`,
          "    }",
          "  }",
        ]),
  ];
}

function elasticsearchOutput(index: string, action: "create" | "index"): string[] {
  const variable = (name: string): string => `"\${${associationName.toUpperCase()}_ES_${name}}"`;
  return [
    "output {",
    "  elasticsearch {",
    `    hosts => [${variable("HOSTS")}]`,
    `    user => ${variable("USER")}`,
    `    password => ${variable("PASSWORD")}`,
    "    ssl_enabled => true",
    `    ssl_certificate_authorities => ${variable("SSL_CERTIFICATE_AUTHORITY")}`,
    `    index => ${quoted(index)}`,
    `    action => "${action}"`,
    '    document_id => "%{[@metadata][id]}"',
    "    data_stream => false",
    "    ilm_enabled => false",
    "    manage_template => false",
    "  }",
    "}",
  ];
}

const plainText = /[^A-Za-z0-9._:-]/g;
const idText = /[^A-Za-z0-9._:%{}@[\]-]/g;

/** What is not plain is a fault of the props, told elsewhere; here it only must not do harm. */
function plain(value: string): string {
  return value.replaceAll(plainText, "_");
}

function quoted(value: string, other: RegExp = plainText): string {
  return `"${value.replaceAll(other, "_")}"`;
}

function whole(value: number): string {
  return String(Number.isSafeInteger(value) ? value : 1);
}

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
