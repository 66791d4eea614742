// SPDX-License-Identifier: Apache-2.0
import { JsonPatch } from "cdk8s";
import { describe, expect, test } from "vitest";
import { dataFindings } from "../../../../lib/kubernetes/data/checked.ts";
import { KafkaToElasticsearch, type KafkaToElasticsearchProps } from "../../../../lib/kubernetes/data/sink/index.ts";
import { faultsOf, objectsOf } from "../../fixture.ts";

const props: KafkaToElasticsearchProps = {
  event: "lugano-2022",
  team: "met_eo",
  name: "es-sink",
  kafka: { name: "bus", brokers: 3 },
  elasticsearch: { name: "search" },
  topics: { events: { partitions: 6 } },
};
const patched = (...patches: JsonPatch[]): string[] =>
  faultsOf((scope) => new KafkaToElasticsearch(scope, "Sink", props).resource.addJsonPatch(...patches)).map(
    (each) => /BR\d+|PS\d+/.exec(each)?.[0] ?? each,
  );

describe("an override that leaves the rails is a fault at synth", () => {
  const text = "/spec/pipelines/0/config.string";
  test.each([
    ["a queue larger than the claim", [JsonPatch.replace("/spec/pipelines/0/queue.max_bytes", "9gb")], ["BR122"]],
    ["a text that is none", [JsonPatch.replace(text, "input { kafka {")], ["BR119"]],
    [
      "a password in the text",
      [JsonPatch.replace(text, 'output { elasticsearch { password => "hunter2" } }')],
      ["BR117"],
    ],
    ["dead letters elsewhere", [JsonPatch.replace("/spec/pipelines/0/path.dead_letter_queue", "/tmp/dlq")], ["BR115"]],
    ["another name of the reference", [JsonPatch.replace("/spec/elasticsearchRefs/0/clusterName", "prod")], ["BR120"]],
    [
      "no drop of capabilities",
      [JsonPatch.remove("/spec/podTemplate/spec/containers/0/securityContext/capabilities")],
      ["PS206"],
    ],
    ["root", [JsonPatch.replace("/spec/podTemplate/spec/securityContext/runAsUser", 0)], ["PS204"]],
  ])("%s", (_, patches, codes) => {
    expect(patched(...patches)).toEqual(expect.arrayContaining(codes));
  });

  test("a queue in memory is a warning", () => {
    expect(patched(JsonPatch.replace("/spec/pipelines/0/queue.type", "memory"))).toEqual([]);
    let found: ReturnType<typeof dataFindings> = [];
    objectsOf((scope) => {
      const sink = new KafkaToElasticsearch(scope, "Sink", props);
      sink.resource.addJsonPatch(JsonPatch.replace("/spec/pipelines/0/queue.type", "memory"));
      found = dataFindings(sink);
    });
    expect(found.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["warning BR116"]);
  });

  test("what stays on them is none", () => {
    expect(
      patched(
        JsonPatch.replace("/spec/pipelines/0/pipeline.workers", 4),
        JsonPatch.add("/spec/podTemplate/spec/terminationGracePeriodSeconds", 120),
      ),
    ).toEqual([]);
  });
});
