// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { deadLetterPipeline, documentId, mainPipeline } from "../../../../lib/kubernetes/data/sink/pipeline.ts";
import { sinkFaults } from "../../../../lib/kubernetes/data/sink/faults.ts";
import type { KafkaToElasticsearchProps } from "../../../../lib/kubernetes/data/sink/index.ts";
import { option, optionText, optionTexts } from "../../../../lib/manifests/rules/bridge/logstash.ts";
import { readPipeline } from "../../../../lib/manifests/rules/bridge/pipeline.ts";
import { base, plugin, shape } from "./pipelines.ts";

describe("the pipeline", () => {
  test("reads the topics with the user's login and the cluster's CA, and commits what is on disk", () => {
    const input = plugin(mainPipeline(base), "input", "kafka");
    expect(Object.fromEntries(input.options.map(([name]) => [name, optionTexts(input, name)]))).toEqual({
      bootstrap_servers: ["bus-kafka-bootstrap.lugano-2022-met-eo.svc:9093"],
      topics: ["events"],
      group_id: ["es-sink"],
      client_id: ["es-sink"],
      consumer_threads: ["6"],
      auto_offset_reset: ["earliest"],
      enable_auto_commit: ["false"],
      isolation_level: ["read_committed"],
      decorate_events: ["basic"],
      codec: ["plain"],
      security_protocol: ["SASL_SSL"],
      sasl_mechanism: ["SCRAM-SHA-512"],
      sasl_jaas_config: ["${KAFKA_JAAS}"],
      ssl_truststore_type: ["PEM"],
      ssl_truststore_location: ["/mnt/kafka-ca/ca.crt"],
    });
  });

  test("what Logstash puts in for the login has double quotes, so it stands in single ones", () => {
    const filled = mainPipeline(base).replace(
      "${KAFKA_JAAS}",
      'org.apache.kafka.common.security.scram.ScramLoginModule required username="es-sink" password="x";',
    );
    expect(readPipeline(filled).fault).toBeUndefined();
    expect(optionText(plugin(filled, "input", "kafka"), "sasl_jaas_config")).toContain('password="x";');
    const double = filled.replace(/sasl_jaas_config => '(.*)'/, 'sasl_jaas_config => "$1"');
    expect(readPipeline(double).fault).toEqual({ line: 15, expected: "=>" });
  });

  test("writes each message under an id of its own: create into a data stream, index into an index", () => {
    const written = (over: Partial<KafkaToElasticsearchProps>) => {
      const output = plugin(mainPipeline({ ...base, ...over }), "output", "elasticsearch");
      return ["index", "action", "document_id", "data_stream"].map((name) => optionText(output, name));
    };
    expect(written({})).toEqual(["logs-events-met_eo", "create", "%{[@metadata][id]}", "false"]);
    expect(written({ index: "events" })).toEqual(["events", "index", "%{[@metadata][id]}", "false"]);
    expect(documentId(base)).toBe(
      "%{[@metadata][kafka][topic]}-%{[@metadata][kafka][partition]}-%{[@metadata][kafka][offset]}",
    );
    expect(documentId({ ...base, generation: "2" })).toBe(`2-${documentId(base)}`);
  });

  test("the id is taken before the message is read, which may bring an @metadata of its own", () => {
    const order = readPipeline(mainPipeline(base)).plugins.filter(({ section }) => section === "filter");
    const json = order.findIndex(({ name }) => name === "json");
    const mentions = (index: number, text: string): boolean => JSON.stringify(order[index]).includes(text);
    expect(order.map(({ name }) => name)).toEqual([
      "mutate",
      "mutate",
      "date",
      "json",
      "mutate",
      "mutate",
      "mutate",
      "mutate",
    ]);
    expect(mentions(0, "[@metadata][kafka][offset]")).toBe(true);
    expect(mentions(json + 2, "[@metadata][id]")).toBe(true);
  });

  test("text is not read as JSON, and says so in no tag", () => {
    const text = mainPipeline({ ...base, format: "text" });
    expect(readPipeline(text).plugins.map(({ name }) => name)).not.toContain("json");
    expect(text).not.toContain("_jsonparsefailure");
    expect(readPipeline(text).fault).toBeUndefined();
  });

  test("dead letters become text in a data stream of their own", () => {
    const text = deadLetterPipeline(base);
    const input = plugin(text, "input", "dead_letter_queue");
    expect(optionText(input, "path")).toBe("/usr/share/logstash/data/dead_letter_queue");
    expect(optionText(input, "pipeline_id")).toBe("es-sink");
    expect(optionText(plugin(text, "output", "elasticsearch"), "index")).toBe("logs-events.dlq-met_eo");
    expect(readPipeline(text).fault).toBeUndefined();
  });

  test("no comment, since Logstash fills in variables there too", () => {
    expect(`${mainPipeline(base)}${deadLetterPipeline(base)}`).not.toContain("#");
  });

  test.each([
    '" } } output { stdout {} } #',
    "a\nb",
    "%{[@metadata][id]}",
    "${ECK_ES_PASSWORD}",
    "\\",
    '\\"',
    "' => 1",
    "a]b",
    "a => b",
    "é\u2028",
    "#",
    "",
  ])("%j for a name is a fault, and in the text it is only odd", (value) => {
    const hostile = {
      ...base,
      topics: [value],
      group: value,
      dataset: value,
      dataNamespace: value,
      generation: value,
      kafka: { name: "bus", bootstrap: value },
    };
    expect(sinkFaults(hostile)).toHaveLength(6);
    expect(shape(mainPipeline(hostile))).toEqual(shape(mainPipeline(base)));
    expect(shape(deadLetterPipeline(hostile))).toEqual(shape(deadLetterPipeline(base)));
    expect(sinkFaults({ ...base, index: value })).toHaveLength(1);
  });

  test("a thread for each partition that a replica may have", () => {
    const threads = (over: Partial<KafkaToElasticsearchProps>): string | undefined =>
      optionText(plugin(mainPipeline({ ...base, ...over }), "input", "kafka"), "consumer_threads");
    expect(threads({ replicas: 4 })).toBe("1");
    expect(threads({ size: "ha" })).toBe("3");
    expect(threads({ topics: ["events"] })).toBe("1");
    expect(threads({ topics: { a: { partitions: 2 }, b: { partitions: 64 } }, dataset: "all" })).toBe("8");
    expect(threads({ threads: 2 })).toBe("2");
    expect(option(plugin(mainPipeline(base), "input", "kafka"), "group_instance_id")).toBeUndefined();
  });
});
