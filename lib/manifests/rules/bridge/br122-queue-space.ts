// SPDX-License-Identifier: Apache-2.0
import { Quantity } from "../../../model/light.ts";
import { at, isFields, listAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { ObjectRule } from "../../rule.ts";
import { bytesOf, logstashKind, type LogstashPipeline, pipelinesOf } from "./logstash.ts";
import { sampleDataClaim, samplePipeline, samplePipelineText, sampleSink } from "./samples.ts";

// Of Logstash for each, where nothing is said; the claim is cloud-on-k8s v3.5.0 pkg/controller/logstash/volume/defaults.go.
const unset = 2 ** 30;
const unsetClaim = "1536Mi";

const pipeline = (settings: object): object => samplePipeline(samplePipelineText(), { ...settings });
const sink = (settings: object, storage?: string): ReturnType<typeof sampleSink> =>
  sampleSink(
    { ...pipeline(settings) },
    { volumeClaimTemplates: storage === undefined ? undefined : [sampleDataClaim(storage)] },
  );

export const queueSpace: ObjectRule = {
  id: "BR122",
  name: "queue-space",
  severity: "error",
  scope: "object",
  kinds: [logstashKind],
  what: "The claim of a Logstash holds what its queues and dead letters may grow to.",
  why: "Logstash does not start a pipeline whose queue has no room, and one whose disk fills up stops in the middle of a message.",
  sources: [
    "elastic/logstash logstash-core/lib/logstash/persisted_queue_config_validator.rb",
    "https://www.elastic.co/docs/reference/logstash/logstash-settings-file",
  ],
  failing: [
    { title: "a queue larger than its claim", objects: [sink({ "queue.max_bytes": "4gb" }, "2Gi")] },
    {
      title: "with dead letters, on the operator's claim",
      objects: [sink({ "queue.max_bytes": "1gb", "dead_letter_queue.enable": true })],
    },
  ],
  passing: [
    {
      title: "room for both",
      objects: [sink({ "dead_letter_queue.enable": true, "dead_letter_queue.max_bytes": "256mb" }, "2Gi")],
    },
    {
      title: "on a claim of its own",
      objects: [sink({ "queue.max_bytes": "4gb", "path.queue": "/var/queue" }, "2Gi")],
    },
  ],
  *check(logstash, { set }) {
    const claim = claimOf(logstash);
    const storage = claim === undefined ? undefined : Quantity.read(claim)?.units;
    const needed = pipelinesOf(logstash, set).reduce((sum, each) => sum + spaceOf(each), 0);
    if (storage === undefined || needed <= Number(storage)) return;
    const mebibytes = Math.ceil(needed / 2 ** 20);
    yield {
      message: `queues and dead letters may grow to ${mebibytes}Mi`,
      at: { path: ["spec", "volumeClaimTemplates"], field: "volumeClaimTemplates" },
      seen: claim,
      allowed: `${mebibytes}Mi or more`,
      hint: "enlarge the claim logstash-data, or write less into queue.max_bytes and dead_letter_queue.max_bytes",
    };
  },
};

/** Of what is in the directory of the data. */
function spaceOf({ settings }: LogstashPipeline): number {
  const queue = settings.get("queue.type") === "persisted" && settings.get("path.queue") === undefined;
  const path = settings.get("path.dead_letter_queue");
  const dead =
    String(settings.get("dead_letter_queue.enable")) === "true" &&
    (typeof path !== "string" || path.startsWith("/usr/share/logstash/data/"));
  return (
    (queue ? (bytesOf(settings.get("queue.max_bytes")) ?? unset) : 0) +
    (dead ? (bytesOf(settings.get("dead_letter_queue.max_bytes")) ?? unset) : 0)
  );
}

function claimOf({ value }: Manifest): string | undefined {
  const templates = listAt(value, "spec", "volumeClaimTemplates").filter(isFields);
  const data = templates.find((each) => textAt(each, "metadata", "name") === "logstash-data");
  if (data === undefined) return templates.length === 0 ? unsetClaim : undefined;
  const storage = at(data, "spec", "resources", "requests", "storage");
  return typeof storage === "string" ? storage : undefined;
}
