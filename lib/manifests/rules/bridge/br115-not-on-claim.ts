// SPDX-License-Identifier: Apache-2.0
import { type Fields, isFields, listAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { ObjectRule } from "../../rule.ts";
import { logstashContainer, logstashKind, type LogstashPipeline, pipelinesOf, podSpec } from "./logstash.ts";
import { sampleDataClaim, samplePipeline, samplePipelineText, samplePodTemplate, sampleSink } from "./samples.ts";

const dataPath = "/usr/share/logstash/data";

const dead = (settings: Fields): Fields =>
  samplePipeline(samplePipelineText(), { "dead_letter_queue.enable": true, ...settings });
const empty = samplePodTemplate({ volumes: [{ name: "logstash-data", emptyDir: {} }] });
const mounted = (name: string): Fields => samplePodTemplate({}, { volumeMounts: [{ name, mountPath: "/var/dlq" }] });
const claim = { metadata: { name: "dlq" }, spec: { resources: { requests: { storage: "2Gi" } } } };

export const notOnClaim: ObjectRule = {
  id: "BR115",
  name: "not-on-claim",
  severity: "error",
  scope: "object",
  kinds: [logstashKind],
  what: "Queues and dead letters of a Logstash are on a claim.",
  why:
    "What is in a queue was committed to Kafka already, and a dead letter is the only copy of what was refused: elsewhere they go with the " +
    "container.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/logstash/volume/defaults.go",
    "https://www.elastic.co/docs/reference/logstash/dead-letter-queues",
  ],
  failing: [
    {
      title: "the data is in an emptyDir",
      objects: [sampleSink(undefined, { podTemplate: empty, volumeClaimTemplates: undefined })],
    },
    {
      title: "only a claim for something else",
      objects: [sampleSink(undefined, { volumeClaimTemplates: [claim] })],
    },
    { title: "a path without a volume", objects: [sampleSink(dead({ "path.dead_letter_queue": "/var/dlq" }))] },
    {
      title: "a volume that is no claim",
      objects: [sampleSink(dead({ "path.dead_letter_queue": "/var/dlq" }), { podTemplate: mounted("kafka-ca") })],
    },
  ],
  passing: [
    { title: "in the data", objects: [sampleSink(dead({}))] },
    {
      title: "in the claim that the operator adds",
      objects: [sampleSink(dead({}), { volumeClaimTemplates: undefined })],
    },
    {
      title: "on a claim of its own",
      objects: [
        sampleSink(dead({ "path.dead_letter_queue": "/var/dlq/main" }), {
          podTemplate: mounted("dlq"),
          volumeClaimTemplates: [claim, sampleDataClaim("2Gi")],
        }),
      ],
    },
  ],
  *check(logstash, { set }) {
    for (const pipeline of pipelinesOf(logstash, set))
      for (const [what, setting, path] of directories(pipeline)) {
        const place = volumeAt(logstash, path);
        if (place === "claim") continue;
        yield {
          message: `the ${what} of pipeline ${pipeline.id} ${place === undefined ? "are on no volume" : `are on volume ${place}, which is no claim`}`,
          at: { path: pipeline.path.slice(0, -1), field: setting },
          seen: path,
          hint: `put it below ${dataPath}, and leave the volume logstash-data to the operator`,
        };
      }
  },
};

function directories({ settings }: LogstashPipeline): (readonly [what: string, setting: string, path: string])[] {
  const data = text(settings.get("path.data")) ?? dataPath;
  return [
    ...(settings.get("queue.type") === "persisted"
      ? [["messages", "path.queue", text(settings.get("path.queue")) ?? `${data}/queue`] as const]
      : []),
    ...(String(settings.get("dead_letter_queue.enable")) === "true"
      ? [
          [
            "dead letters",
            "path.dead_letter_queue",
            text(settings.get("path.dead_letter_queue")) ?? `${data}/dead_letter_queue`,
          ] as const,
        ]
      : []),
  ];
}

/** `claim`, the name of a volume that is none, or undefined when no volume is mounted there. */
function volumeAt(logstash: Manifest, path: string): string | undefined {
  const claims = listAt(logstash.value, "spec", "volumeClaimTemplates").map((each) => textAt(each, "metadata", "name"));
  const volumes = listAt(podSpec(logstash), "volumes").filter(isFields);
  const mounts = [
    { name: "logstash-data", mountPath: dataPath },
    ...listAt(logstashContainer(logstash), "volumeMounts").filter(isFields),
  ];
  const name = mounts
    .map((each) => ({ name: textAt(each, "name"), path: textAt(each, "mountPath")?.replace(/\/+$/, "") ?? "" }))
    .filter((each) => path === each.path || path.startsWith(`${each.path}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0]?.name;
  if (name === undefined) return undefined;
  const volume = volumes.find((each) => each["name"] === name);
  const isClaim =
    claims.includes(name) ||
    isFields(volume?.["persistentVolumeClaim"]) ||
    isFields(volume?.["ephemeral"]) ||
    // The operator adds this one, unless there are others.
    (name === "logstash-data" && volume === undefined && claims.length === 0);
  if (isClaim) return "claim";
  return volume === undefined ? undefined : name;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
