// SPDX-License-Identifier: Apache-2.0
import { Quantity } from "../../../model/light.ts";
import { at, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { samplePool } from "./samples.ts";

const heap = (least: string, most: string) => samplePool(3, { jvmOptions: { "-Xms": least, "-Xmx": most } });

export const heapSize: ObjectRule = {
  id: "KA135",
  name: "kafka-heap",
  severity: "warning",
  scope: "object",
  kinds: ["KafkaNodePool.kafka.strimzi.io"],
  what: "The heap of a node is at most half of its memory, and all of it from the start.",
  why: "What is not heap caches the logs: without it every read goes to the disk. A heap as large as the limit ends with the kernel killing the broker.",
  sources: [
    "https://kafka.apache.org/documentation/#java",
    "https://strimzi.io/docs/operators/latest/configuring#con-common-configuration-jvm-reference",
  ],
  failing: [
    { title: "more than half", objects: [heap("1500m", "1500m")] },
    { title: "all of it", objects: [heap("2g", "2g")] },
    { title: "it grows", objects: [heap("256m", "1g")] },
  ],
  passing: [
    { title: "half", objects: [samplePool(3)] },
    { title: "Strimzi's own choice", objects: [samplePool(3, { jvmOptions: undefined })] },
    { title: "no limit is known", objects: [samplePool(3, { resources: undefined })] },
  ],
  *check({ value }) {
    const options = at(value, "spec", "jvmOptions");
    const [least, most] = [heapBytes(textAt(options, "-Xms")), heapBytes(textAt(options, "-Xmx"))];
    const limit = Quantity.read(at(value, "spec", "resources", "limits", "memory"))?.units;
    const path = ["spec", "jvmOptions", "-Xmx"];
    if (most !== undefined && limit !== undefined && most * 2n > limit)
      yield {
        severity: most >= limit ? "error" : "warning",
        message: `the heap takes ${mebibytes(most)} of ${mebibytes(limit)} of memory`,
        at: { path, field: "jvmOptions" },
        seen: textAt(options, "-Xmx"),
        allowed: `at most ${limit / 2n / 2n ** 20n}m`,
        hint: `set -Xms and -Xmx to ${limit / 2n / 2n ** 20n}m`,
      };
    if (least !== undefined && most !== undefined && least !== most)
      yield {
        message: "the heap grows while the node runs",
        at: { path: ["spec", "jvmOptions", "-Xms"], field: "jvmOptions" },
        seen: `${textAt(options, "-Xms")} to ${textAt(options, "-Xmx")}`,
        hint: "set -Xms and -Xmx to the same",
      };
  },
};

/** `1g`, `512m`; a bare number is bytes. */
function heapBytes(text: string | undefined): bigint | undefined {
  const found = /^(\d{1,15})([mMgG]?)$/.exec(text ?? "");
  if (found === null) return undefined;
  const unit = (found[2] ?? "").toLowerCase();
  return BigInt(found[1] ?? 0) * (unit === "g" ? 2n ** 30n : unit === "m" ? 2n ** 20n : 1n);
}

function mebibytes(bytes: bigint): string {
  return `${bytes / 2n ** 20n}Mi`;
}
