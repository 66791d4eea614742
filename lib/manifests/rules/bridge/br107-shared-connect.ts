// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { SetProblem, SetRule } from "../../rule.ts";
import { strimzi } from "../kafka/facts.ts";
import { kafkaAddress } from "./connect.ts";
import { sampleConnect } from "./samples.ts";

const topics = ["configStorageTopic", "offsetStorageTopic", "statusStorageTopic"];
const fields = ["groupId", ...topics];

const other = (spec: object): ReturnType<typeof sampleConnect> =>
  sampleConnect(
    {
      groupId: "second",
      configStorageTopic: "second-configs",
      offsetStorageTopic: "second-offsets",
      statusStorageTopic: "second-status",
      ...spec,
    },
    { name: "second" },
  );

export const sharedConnect: SetRule = {
  id: "BR107",
  name: "shared-connect",
  severity: "error",
  scope: "set",
  what: "Two Kafka Connects on one Kafka share neither their group nor a topic that they keep their state in.",
  why:
    "With one group they are one cluster of workers, which runs connectors where the plugins for them are not. With one topic each reads and " +
    "overwrites the connectors, offsets or states of the other.",
  sources: ["https://kafka.apache.org/43/kafka-connect/user-guide/#running-kafka-connect"],
  failing: [
    { title: "one group", objects: [sampleConnect(), other({ groupId: "connect" })] },
    { title: "one topic", objects: [sampleConnect(), other({ offsetStorageTopic: "connect-offsets" })] },
    { title: "a topic twice in one", objects: [sampleConnect({ statusStorageTopic: "connect-configs" })] },
  ],
  passing: [
    { title: "each its own", objects: [sampleConnect(), other({})] },
    {
      title: "on two clusters",
      objects: [sampleConnect(), other({ groupId: "connect", bootstrapServers: "other-kafka-bootstrap:9093" })],
    },
  ],
  *check(set) {
    const connects = set.of(strimzi, "KafkaConnect");
    const checked = new Set(set.manifests);
    for (const [index, connect] of connects.entries()) {
      if (checked.has(connect)) yield* within(connect);
      for (const before of connects.slice(0, index)) {
        // Those under check come first; the later one is told, or the one that is under check.
        const told = checked.has(connect) ? connect : before;
        if (checked.has(told) && place(connect) === place(before))
          yield* between(told, told === connect ? before : connect);
      }
    }
  },
};

function* within(connect: Manifest): Iterable<SetProblem> {
  const seen = new Map<string, string>();
  for (const field of topics) {
    const topic = textAt(connect.value, "spec", field);
    if (topic === undefined) continue;
    const first = seen.get(topic);
    if (first !== undefined)
      yield {
        manifest: connect,
        message: `${field} is the same topic as ${first}`,
        at: { path: ["spec", field], field },
        seen: topic,
        hint: "give each a topic of its own",
      };
    seen.set(topic, field);
  }
}

function* between(connect: Manifest, other: Manifest): Iterable<SetProblem> {
  for (const field of fields) {
    const value = textAt(connect.value, "spec", field);
    const shared = field === "groupId" ? ["groupId"] : topics;
    if (value === undefined || !shared.some((each) => textAt(other.value, "spec", each) === value)) continue;
    yield {
      manifest: connect,
      message: `${field} is that of KafkaConnect ${other.name} too`,
      at: { path: ["spec", field], field },
      seen: value,
      hint: `give it a name of its own, such as ${connect.name}${field === "groupId" ? "" : `-${field.replace("StorageTopic", "")}`}`,
    };
  }
}

/** The Kafka of it, however it is written. */
function place({ value, namespace }: Manifest): string {
  const servers = textAt(value, "spec", "bootstrapServers") ?? "";
  const address = kafkaAddress(servers.split(",", 1)[0] ?? "", namespace);
  return address === undefined ? servers : `${address.namespace}/${address.name}`;
}
