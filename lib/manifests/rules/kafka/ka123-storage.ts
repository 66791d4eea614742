// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { fieldsIn, volumeLabel, volumesOf } from "./facts.ts";
import { samplePool, sampleVolume } from "./samples.ts";

const disks = (...volumes: readonly unknown[]) => samplePool(3, { storage: { type: "jbod", volumes } });

export const storage: ObjectRule = {
  id: "KA123",
  name: "kafka-storage",
  severity: "error",
  scope: "object",
  kinds: ["KafkaNodePool.kafka.strimzi.io"],
  what: "Claims have a size, volumes have ids of their own, and at most one holds the metadata.",
  why: "Strimzi refuses the cluster as a whole.",
  sources: ["strimzi-kafka-operator StorageUtils.validatePersistentStorage, KafkaPool.validateStorage"],
  failing: [
    { title: "no size", objects: [disks(sampleVolume({ size: undefined }))] },
    { title: "an id twice", objects: [disks(sampleVolume(), sampleVolume({ kraftMetadata: undefined }))] },
    { title: "an id missing", objects: [disks(sampleVolume({ id: undefined }))] },
    { title: "no volumes", objects: [disks()] },
    { title: "the metadata on two", objects: [disks(sampleVolume(), sampleVolume({ id: 1 }))] },
  ],
  passing: [
    { title: "one claim", objects: [samplePool(3)] },
    { title: "two", objects: [disks(sampleVolume(), sampleVolume({ id: 1, kraftMetadata: undefined }))] },
    { title: "without jbod", objects: [samplePool(1, { storage: { type: "persistent-claim", size: "1Gi" } })] },
  ],
  *check(pool) {
    const jbod = textAt(pool.value, "spec", "storage", "type") === "jbod";
    const volumes = volumesOf(pool);
    if (jbod && fieldsIn(pool.value, "spec", "storage", "volumes").length === 0)
      yield {
        message: "there is no volume",
        at: { path: ["spec", "storage", "volumes"], field: "volumes" },
        hint: "add one with an id, a type and a size",
      };
    for (const [index, volume] of volumes.entries()) {
      const { value, path } = volume;
      if (value["type"] === "persistent-claim" && !textAt(value, "size"))
        yield {
          message: `the claim of ${volumeLabel(volume)} has no size`,
          at: { path, field: "size" },
          hint: "set size, such as 20Gi",
        };
      if (!jbod) continue;
      const same = volumes.slice(0, index).some((other) => other.value["id"] === value["id"]);
      if (typeof value["id"] !== "number" || same)
        yield {
          message: same ? "two volumes have this id" : "the volume has no id",
          at: { path: [...path, "id"], field: "id" },
          seen: same ? String(value["id"]) : undefined,
          hint: "number the volumes from 0",
        };
    }
    const shared = volumes.filter(({ value }) => value["kraftMetadata"] === "shared");
    if (shared.length > 1)
      yield {
        message: `${shared.length} volumes are to hold the metadata`,
        at: { path: [...(shared[1]?.path ?? []), "kraftMetadata"], field: "kraftMetadata" },
        seen: shared.map(volumeLabel).join(", "),
        hint: "leave kraftMetadata: shared on one of them",
      };
  },
};
