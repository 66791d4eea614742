// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connectKubernetes, type Kubernetes } from "../../../lib/live/index.ts";
import { expectSoon } from "../web-kinds.ts";

// Definitions of custom resources: what the lab makes of packages is what their makers release, and is in the clusters that want it.
// No operator of Strimzi can be had as a program: that Kafka's resources become Ready says nothing of Kafka.

const namespace = `crds-${randomBytes(3).toString("hex")}`;
const topics = `/apis/kafka.strimzi.io/v1/namespaces/${namespace}/kafkatopics`;
let cluster: Kubernetes;

beforeAll(async () => {
  cluster = await connectKubernetes("bivouac-lab-3");
  await cluster.request("POST", "/api/v1/namespaces", { body: { metadata: { name: namespace } } });
});

afterAll(async () => {
  await cluster.request("DELETE", `/api/v1/namespaces/${namespace}`).catch(() => undefined);
  cluster.close();
});

/** SHA-256, the first 12 digits, of install/cluster-operator/04*-Crd-*.yaml of Strimzi 1.2.0. */
const released = {
  "kafkas.kafka.strimzi.io": "b5b27fc8d520",
  "kafkaconnects.kafka.strimzi.io": "00339af1b873",
  "strimzipodsets.core.strimzi.io": "e669bc6b5bbe",
  "kafkatopics.kafka.strimzi.io": "36390f0731c6",
  "kafkausers.kafka.strimzi.io": "c7e91b9b027a",
  "kafkanodepools.kafka.strimzi.io": "411c1b32ef8c",
  "kafkabridges.kafka.strimzi.io": "0b20cb76e321",
  "kafkaconnectors.kafka.strimzi.io": "8050325edfec",
  "kafkamirrormaker2s.kafka.strimzi.io": "ca92dcb51e19",
  "kafkarebalances.kafka.strimzi.io": "e84ffcd975c6",
};

test("Strimzi's definitions, generated from its Java model, are those that it releases, byte by byte", () => {
  const documents = readFileSync(printed("strimzi"), "utf8")
    .split(/^---\n/m)
    .slice(1);
  const sums = documents.map((text) => [
    /^  name: (.*)$/m.exec(text)?.[1],
    createHash("sha256").update(text).digest("hex").slice(0, 12),
  ]);
  expect(Object.fromEntries(sums)).toEqual(released);
});

test("what lab/up installed is served, and the answer to a mistake is the schema's", async () => {
  const refusal = /spec.partitions in body must be of type integer: "string"/;
  await expect(cluster.request("POST", topics, { body: topic({ partitions: "six" }) })).rejects.toThrow(refusal);
  const search = {
    apiVersion: "elasticsearch.k8s.elastic.co/v1",
    kind: "Elasticsearch",
    metadata: { name: "search" },
    spec: { version: "9.4.3", nodeSets: [{ name: "all", count: "one" }] },
  };
  const path = `/apis/elasticsearch.k8s.elastic.co/v1/namespaces/${namespace}/elasticsearches`;
  await expect(cluster.request("POST", path, { body: search })).rejects.toThrow(
    /count in body must be of type integer/,
  );
});

test("a topic is said to be Ready, and again after a change, by a stand-in", async () => {
  await cluster.request("POST", topics, { body: topic({ partitions: 6 }) });
  await expectSoon(() => isReady(1), "ready");
  await cluster.request("PATCH", `${topics}/events`, { body: { spec: { partitions: 8 } } });
  await expectSoon(() => isReady(2), "ready again");
  expect(await isReady(2)).toBe(true);
});

function topic(spec: object): object {
  return { apiVersion: "kafka.strimzi.io/v1", kind: "KafkaTopic", metadata: { name: "events" }, spec };
}

interface Topic {
  readonly status?: {
    readonly observedGeneration?: number;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

async function isReady(generation: number): Promise<boolean> {
  const { status } = await cluster.request<Topic>("GET", `${topics}/events`);
  const ready = status?.conditions?.some((each) => each.type === "Ready" && each.status === "True") === true;
  return ready && status?.observedGeneration === generation;
}

function printed(set: string): string {
  return execFileSync(join(inject("lab").scripts, "crds"), ["--print", set], { encoding: "utf8" }).trim();
}
