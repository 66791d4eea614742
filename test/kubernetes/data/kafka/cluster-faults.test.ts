// SPDX-License-Identifier: Apache-2.0
import { JsonPatch } from "cdk8s";
import { describe, expect, test } from "vitest";
import { KafkaCluster } from "../../../../lib/kubernetes/data/kafka/index.ts";
import { faultsOf, objectOf, owner, withCluster } from "./chart.ts";

describe("faults at synth", () => {
  test.each([
    ["a forbidden option", { config: { "ssl.keystore.type": "PEM" } }, /KA109 data\/Bus\/Resource/],
    ["replicas that are never in sync", { config: { "min.insync.replicas": 3 } }, /KA105 data\/Bus\/Resource/],
    ["metadata of the next version", { version: "4.2.0", metadataVersion: "4.3-IV0" }, /KA121/],
    ["a version that Strimzi does not run", { version: "3.9.0" }, /KA122/],
    ["a name without room for what follows from it", { name: "b".repeat(48) }, /KA125.*Service b+-kafka-/],
    ["a name that is none", { name: "Bus" }, /name "Bus" is not a DNS label/],
    ["hours that are none", { retentionHours: 0 }, /retentionHours 0 is not a whole number/],
    ["a namespace that is none", { allowFrom: ["KEDA!"] }, /allowFrom "KEDA!" is not a DNS label/],
  ] as const)("%s", (_, props, expected) => {
    expect(faultsOf(withCluster(props).chart).join("\n")).toMatch(expected);
  });

  test.each([
    ["three replicas on one broker", "/spec/kafka/config/default.replication.factor", 3, /KA103/],
    ["a listener without TLS", "/spec/kafka/listeners/0/tls", false, /KA113/],
    ["a listener for nobody in particular", "/spec/kafka/listeners/0/authentication", undefined, /KA114/],
    ["no authorization", "/spec/kafka/authorization", undefined, /KA115/],
    ["root", "/spec/entityOperator/template/pod/securityContext/runAsNonRoot", false, /PS203.*entity-operator/],
  ] as const)("a patch: %s", (_, path, value, expected) => {
    const { chart, cluster } = withCluster({ size: "demo" });
    cluster.resource.addJsonPatch(value === undefined ? JsonPatch.remove(path) : JsonPatch.replace(path, value));
    expect(faultsOf(chart).join("\n")).toMatch(expected);
  });

  test("a patch of a pool: pods without their security context", () => {
    const { chart, cluster } = withCluster();
    cluster.pools["dual"]?.addJsonPatch(JsonPatch.replace("/spec/template/pod/securityContext", {}));
    expect(faultsOf(chart).join("\n")).toMatch(
      /PS\d+ data\/Bus\/Pool-dual spec: Pod bus-dual-0, which the operator makes/,
    );
  });

  test("a patch inside of the guard rails is written", () => {
    const { chart, cluster } = withCluster();
    cluster.resource.addJsonPatch(JsonPatch.add("/spec/kafka/config/message.max.bytes", 1_000_000));
    expect(objectOf(chart, "Kafka", "bus")).toHaveProperty(["spec", "kafka", "config", "message.max.bytes"], 1_000_000);
  });

  test("two clusters beside each other need pools of different names", () => {
    const { chart } = withCluster();
    new KafkaCluster(chart, "Other", { ...owner, name: "other" });
    expect(faultsOf(chart).join("\n")).toMatch(
      /KafkaNodePool lugano-2022-dwdi\/dual .* is already made by data\/Bus\/Pool-dual/,
    );
  });
});
