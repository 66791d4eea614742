// SPDX-License-Identifier: Apache-2.0
import { at, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { told } from "./facts.ts";
import { sampleKafka } from "./samples.ts";

const quotas = (over: Readonly<Record<string, unknown>>) => sampleKafka({ quotas: { type: "strimzi", ...over } });
const known: Readonly<Record<string, readonly string[]>> = {
  strimzi: [
    "type",
    "producerByteRate",
    "consumerByteRate",
    "minAvailableBytesPerVolume",
    "minAvailableRatioPerVolume",
    "excludedPrincipals",
  ],
  kafka: ["type", "producerByteRate", "consumerByteRate", "requestPercentage", "controllerMutationRate"],
};

export const quotaVolumes: ObjectRule = {
  id: "KA129",
  name: "kafka-quota-volumes",
  severity: "error",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io"],
  what: "Quotas of a cluster have the fields of their type, and one limit for free space: bytes or a ratio.",
  why: "With both limits Strimzi refuses the cluster as a whole; fields of the other type it drops.",
  sources: [
    "strimzi-kafka-operator KafkaCluster.validateConfigurationOfQuotasPlugin",
    "io.strimzi:api 1.2.0 QuotasPluginStrimzi, QuotasPluginKafka",
  ],
  failing: [
    {
      title: "both limits",
      objects: [quotas({ minAvailableBytesPerVolume: 1_000_000_000, minAvailableRatioPerVolume: 0.1 })],
    },
    { title: "a field of the other type", objects: [quotas({ requestPercentage: 50 })] },
  ],
  passing: [
    { title: "a ratio", objects: [quotas({ minAvailableRatioPerVolume: 0.1 })] },
    { title: "of users", objects: [sampleKafka({ quotas: { type: "kafka", requestPercentage: 50 } })] },
    { title: "none", objects: [sampleKafka()] },
  ],
  *check({ value }) {
    const found = at(value, "spec", "kafka", "quotas");
    const type = textAt(found, "type") ?? "";
    const fields = Object.keys(typeof found === "object" && found !== null ? found : {});
    const bytes = at(found, "minAvailableBytesPerVolume");
    if (bytes !== undefined && at(found, "minAvailableRatioPerVolume") !== undefined)
      yield {
        message: "free space is limited twice, by bytes and by a ratio",
        at: { path: ["spec", "kafka", "quotas", "minAvailableBytesPerVolume"], field: "quotas" },
        seen: told(bytes),
        hint: "remove one of minAvailableBytesPerVolume and minAvailableRatioPerVolume",
      };
    const ofType = Object.hasOwn(known, type) ? known[type] : undefined;
    if (ofType === undefined) return;
    for (const field of fields.filter((each) => !ofType.includes(each)))
      yield {
        message: `quotas of type ${type} have no ${field}`,
        at: { path: ["spec", "kafka", "quotas", field], key: true, field: "quotas" },
        seen: field,
        allowed: ofType.slice(1).join(", "),
        hint: "remove it",
      };
  },
};
