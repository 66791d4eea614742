// SPDX-License-Identifier: Apache-2.0
import { at, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { told, volumeLabel, volumesOf } from "./facts.ts";
import { samplePool, sampleVolume } from "./samples.ts";

const disks = (...volumes: readonly unknown[]) => samplePool(3, { storage: { type: "jbod", volumes } });
const fast = disks(sampleVolume({ class: "fast" }));
const frozen = ["type", "class", "selector"];

export const storageChanged: ObjectRule = {
  id: "KA202",
  name: "kafka-storage-changed",
  severity: "error",
  scope: "object",
  kinds: ["KafkaNodePool.kafka.strimzi.io"],
  what: "Kind and class of a pool's volumes stay as they were.",
  why: "Strimzi goes on with the old ones and says so in the status alone: it looks as if it had been done.",
  sources: ["strimzi-kafka-operator StorageDiff"],
  failing: [
    { title: "another class", objects: [fast], earlier: [disks(sampleVolume({ class: "slow" }))] },
    { title: "a class where there was none", objects: [fast], earlier: [samplePool(3)] },
    {
      title: "another kind",
      objects: [samplePool(3, { storage: { type: "ephemeral" } })],
      earlier: [samplePool(3)],
    },
    {
      title: "a volume in memory now",
      objects: [disks(sampleVolume({ type: "ephemeral" }))],
      earlier: [samplePool(3)],
    },
    {
      title: "a volume that holds data goes",
      objects: [samplePool(3)],
      earlier: [disks(sampleVolume(), sampleVolume({ id: 1, kraftMetadata: undefined }))],
    },
  ],
  passing: [
    { title: "the same", objects: [fast], earlier: [fast] },
    {
      title: "a volume more",
      objects: [disks(sampleVolume(), sampleVolume({ id: 1, kraftMetadata: undefined }))],
      earlier: [samplePool(3)],
    },
    { title: "a larger one", objects: [disks(sampleVolume({ size: "40Gi" }))], earlier: [samplePool(3)] },
    { title: "nothing is known of before", objects: [fast] },
  ],
  *check(pool, { set }) {
    const before = set.earlierOf(pool);
    if (before === undefined) return;
    const [kind, was] = [pool, before].map(({ value }) => textAt(value, "spec", "storage", "type"));
    const hint = "leave it, or add a pool with the new storage, move the partitions and remove this one";
    if (kind !== undefined && was !== undefined && kind !== was) {
      yield {
        message: `its storage is ${was} and cannot become ${kind}`,
        at: { path: ["spec", "storage", "type"], field: "storage" },
        seen: kind,
        allowed: was,
        hint,
      };
      return;
    }
    const volumes = volumesOf(pool);
    for (const old of volumesOf(before)) {
      const label = volumeLabel(old);
      const now = volumes.find((each) => volumeLabel(each) === label);
      if (now === undefined) {
        yield {
          severity: "warning",
          message: `${label} goes, with every partition that is still on it`,
          at: { path: ["spec", "storage", "volumes"], field: "volumes" },
          hint: "move the partitions to other volumes first",
        };
        continue;
      }
      for (const field of frozen) {
        const [left, right] = [at(old.value, field), at(now.value, field)];
        if (JSON.stringify(left) === JSON.stringify(right)) continue;
        yield {
          message: `the ${field} of ${label} cannot change`,
          at: { path: [...now.path, field], field },
          seen: told(right),
          allowed: told(left),
          hint,
        };
      }
    }
  },
};
