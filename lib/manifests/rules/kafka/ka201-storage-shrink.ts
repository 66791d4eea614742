// SPDX-License-Identifier: Apache-2.0
import { Quantity } from "../../../model/light.ts";
import type { ObjectRule } from "../../rule.ts";
import { volumeLabel, volumesOf } from "./facts.ts";
import { samplePool, sampleVolume } from "./samples.ts";

const sized = (size: string, id = 0) =>
  samplePool(3, { storage: { type: "jbod", volumes: [sampleVolume({ size, id })] } });
const plain = (size: string) => samplePool(1, { storage: { type: "persistent-claim", size } });

export const storageShrink: ObjectRule = {
  id: "KA201",
  name: "kafka-storage-shrink",
  severity: "error",
  scope: "object",
  kinds: ["KafkaNodePool.kafka.strimzi.io"],
  what: "A claim of a pool does not become smaller.",
  why: "Kubernetes shrinks no volume. Strimzi goes on with the old size and says so in the status alone: it looks as if it had been done.",
  sources: [
    "strimzi-kafka-operator StorageDiff",
    "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims",
  ],
  failing: [
    { title: "smaller", objects: [sized("10Gi")], earlier: [sized("20Gi")] },
    { title: "in another unit", objects: [sized("20G")], earlier: [sized("20Gi")] },
    { title: "without jbod", objects: [plain("1Gi")], earlier: [plain("2Gi")] },
  ],
  passing: [
    { title: "larger", objects: [sized("40Gi")], earlier: [sized("20Gi")] },
    { title: "the same", objects: [sized("20480Mi")], earlier: [sized("20Gi")] },
    { title: "a new volume", objects: [sized("10Gi", 1)], earlier: [sized("20Gi")] },
    { title: "nothing is known of before", objects: [sized("1Gi")] },
  ],
  *check(pool, { set }) {
    const before = set.earlierOf(pool);
    if (before === undefined) return;
    for (const volume of volumesOf(pool)) {
      const old = volumesOf(before).find((each) => volumeLabel(each) === volumeLabel(volume));
      const [size, was] = [Quantity.read(volume.value["size"]), Quantity.read(old?.value["size"])];
      if (size === undefined || was === undefined || size.nanos >= was.nanos) continue;
      yield {
        message: `the claims of ${volumeLabel(volume)} have ${was.toString()} and cannot become ${size.toString()}`,
        at: { path: [...volume.path, "size"], field: "size" },
        seen: String(volume.value["size"]),
        allowed: `${was.toString()} or more`,
        hint: "leave the size, or add a pool with smaller volumes, move the partitions and remove this one",
      };
    }
  },
};
