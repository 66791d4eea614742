// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { clusterWith, listeners } from "./facts.ts";
import { sampleKafka, sampleListener, sampleUser } from "./samples.ts";

const tls = { type: "tls" };
const certs = sampleListener({ name: "certs", port: 9094, authentication: tls });

export const userWithoutListener: ObjectRule = {
  id: "KA118",
  name: "kafka-user-without-listener",
  severity: "error",
  scope: "object",
  kinds: ["KafkaUser.kafka.strimzi.io"],
  what: "A user logs in in a way that a listener of the cluster takes.",
  why: "Strimzi makes the Secret and says that the user is ready, and no listener lets it in.",
  sources: ["https://strimzi.io/docs/operators/latest/deploying#con-securing-client-authentication-str"],
  failing: [
    {
      title: "a certificate, where passwords are asked",
      objects: [sampleKafka(), sampleUser({ authentication: tls })],
    },
    { title: "a password, where certificates are asked", objects: [sampleKafka({ listeners: [certs] }), sampleUser()] },
    { title: "nothing at all", objects: [sampleKafka(), sampleUser({ authentication: undefined })] },
  ],
  passing: [
    { title: "a password", objects: [sampleKafka(), sampleUser()] },
    {
      title: "one listener for each",
      objects: [sampleKafka({ listeners: [sampleListener(), certs] }), sampleUser({ authentication: tls })],
    },
    {
      title: "a mechanism of its own",
      objects: [
        sampleKafka({ listeners: [sampleListener({ authentication: { type: "custom" } })] }),
        sampleUser({ authentication: undefined }),
      ],
    },
  ],
  *check(user, { set }) {
    const cluster = clusterWith(set, user);
    if (cluster === undefined) return;
    const taken = new Set(
      listeners(cluster.kafka).map(({ value }) => textAt(value, "authentication", "type") ?? "none"),
    );
    const type = textAt(user.value, "spec", "authentication", "type") ?? "none";
    // `tls-external` brings its own certificate; a custom listener may take anything.
    if (taken.has(type.replace(/-external$/, "")) || taken.has("custom")) return;
    yield {
      message: `it logs in by ${type}, and cluster ${cluster.kafka.name} has listeners for ${[...taken].join(", ") || "nobody"}`,
      at: { path: ["spec", "authentication", "type"], field: "authentication" },
      seen: type,
      allowed: [...taken].join(", ") || undefined,
      hint: "change spec.authentication.type, or add a listener to the cluster",
    };
  },
};
