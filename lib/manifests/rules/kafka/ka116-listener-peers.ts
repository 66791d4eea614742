// SPDX-License-Identifier: Apache-2.0
import { fieldsAt, listAt, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { listeners, told } from "./facts.ts";
import { sampleKafka, sampleListener } from "./samples.ts";

const one = (networkPolicyPeers: unknown) => sampleKafka({ listeners: [sampleListener({ networkPolicyPeers })] });

export const listenerPeers: ObjectRule = {
  id: "KA116",
  name: "kafka-listener-peers",
  severity: "warning",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io"],
  what: "A listener says which pods may connect.",
  why: "Strimzi makes a NetworkPolicy that lets everybody in the cluster connect to a listener without peers. Policies add up: it opens what the namespace's own policies close to other teams.",
  sources: ["strimzi-kafka-operator KafkaCluster.generateNetworkPolicy"],
  failing: [
    { title: "everybody", objects: [one(undefined)] },
    { title: "an empty list", objects: [one([])] },
    { title: "any address", objects: [one([{ ipBlock: { cidr: "0.0.0.0/0" } }])] },
    { title: "pods of all namespaces", objects: [one([{ namespaceSelector: {} }])] },
  ],
  passing: [
    { title: "pods of the namespace", objects: [sampleKafka()] },
    {
      title: "and of one more",
      objects: [
        one([{ podSelector: {} }, { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "keda" } } }]),
      ],
    },
  ],
  *check(kafka) {
    for (const { value, path } of listeners(kafka)) {
      // The others are meant for whoever is outside.
      if (!["internal", "cluster-ip"].includes(textAt(value, "type") ?? "")) continue;
      const peers = listAt(value, "networkPolicyPeers");
      const all = peers.some(isEverybody);
      if (peers.length > 0 && !all) continue;
      yield {
        message: "pods of all namespaces may connect, those of other teams too",
        at: { path, field: "networkPolicyPeers" },
        seen: all ? told(peers.find(isEverybody)) : "no peers",
        hint: "set networkPolicyPeers: [{podSelector: {}}], and add namespaces that have to connect",
      };
    }
  },
};

/** An empty selector chooses all; beside a selector of pods too. */
function isEverybody(peer: unknown): boolean {
  const namespaces = fieldsAt(peer, "namespaceSelector");
  return (
    (namespaces !== undefined && Object.keys(namespaces).length === 0) ||
    textAt(peer, "ipBlock", "cidr") === "0.0.0.0/0"
  );
}
