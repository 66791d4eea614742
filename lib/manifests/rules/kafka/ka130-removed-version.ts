// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { strimzi } from "./facts.ts";
import { sampleKafka, sampleTopic } from "./samples.ts";

const current = `${strimzi}/v1`;
const old = (object: Readonly<Record<string, unknown>>) => ({ ...object, apiVersion: `${strimzi}/v1beta2` });

export const removedVersion: ObjectRule = {
  id: "KA130",
  name: "kafka-removed-version",
  severity: "error",
  scope: "object",
  what: "Objects of Strimzi are of its API version v1.",
  why: "Strimzi 1.0 removed all others: the apiserver knows no such kind. Most examples on the web still have v1beta2.",
  sources: ["https://github.com/strimzi/strimzi-kafka-operator/blob/1.0.0/CHANGELOG.md"],
  failing: [
    { title: "v1beta2", objects: [old(sampleKafka())] },
    { title: "of a topic", objects: [old(sampleTopic())] },
  ],
  passing: [
    { title: "v1", objects: [sampleKafka(), sampleTopic()] },
    {
      title: "another group",
      objects: [{ apiVersion: "core.strimzi.io/v1", kind: "StrimziPodSet", metadata: { name: "bus-dual" } }],
    },
  ],
  *check({ group, apiVersion }) {
    if (group !== strimzi || apiVersion === current) return;
    yield {
      message: "this version of the API is gone since Strimzi 1.0",
      at: { path: ["apiVersion"], field: "apiVersion" },
      seen: apiVersion,
      allowed: current,
      hint: `set apiVersion: ${current} and look for fields that went with the old one`,
    };
  },
};
