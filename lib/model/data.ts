// SPDX-License-Identifier: Apache-2.0
import type { TeamDraft } from "./draft.ts";
import type { DataSpec } from "./event.ts";
import { nearest } from "./nearest.ts";
import type { Path } from "./document.ts";
import type { Report } from "./report.ts";

type NamespaceDraft = Exclude<NonNullable<TeamDraft["namespace"]>, false>;

/** Elasticsearch, Kafka and what connects them, each the team's own or the defaults' as a whole. Undefined when there is none. */
export function resolveData(
  id: string,
  own: NamespaceDraft,
  base: NamespaceDraft,
  { report, apiServer }: { readonly report: Report; readonly apiServer: readonly string[] },
): DataSpec | undefined {
  const pick = <K extends "elasticsearch" | "kafka" | "kafkaToElasticsearch">(
    key: K,
  ): { readonly value: Exclude<NamespaceDraft[K], false | undefined> | undefined; readonly path: Path } => {
    const mine = own[key];
    const value = (mine === undefined ? base[key] : mine) || undefined;
    const path: Path = mine === undefined ? ["defaults", "namespace", key] : ["teams", id, "namespace", key];
    return { value: value as Exclude<NamespaceDraft[K], false | undefined> | undefined, path };
  };
  const [search, bus, sink] = [pick("elasticsearch"), pick("kafka"), pick("kafkaToElasticsearch")];
  const topics = Object.keys(bus.value?.topics ?? {});
  const known = (topic: string, path: Path): void => {
    if (topics.includes(topic)) return;
    const [close] = nearest(topic, topics);
    report.add({
      code: "BV264",
      message: `there is no topic "${topic}" in kafka.topics`,
      path,
      team: id,
      seen: topic,
      allowed: topics.length === 0 ? "none is declared" : topics.join(", "),
      hint: close === undefined ? "add it to kafka.topics" : `write ${close}, or add it to kafka.topics`,
    });
  };
  for (const [name, user] of Object.entries(bus.value?.users ?? {}))
    for (const side of ["produces", "consumes"] as const)
      (user[side] ?? []).forEach((topic, index) => known(topic, [...bus.path, "users", name, side, index]));
  if (sink.value !== undefined) {
    const missing = [
      ...(search.value === undefined ? ["elasticsearch"] : []),
      ...(bus.value === undefined ? ["kafka"] : []),
    ];
    if (missing.length > 0)
      report.add({
        code: "BV265",
        message: `kafkaToElasticsearch without ${missing.join(" and ")}`,
        path: sink.path,
        key: true,
        team: id,
        allowed: "both of them in the same namespace",
        hint: `add ${missing.join(" and ")} to the namespace, or leave it out`,
      });
    else sink.value.topics.forEach((topic, index) => known(topic, [...sink.path, "topics", index]));
  }
  if (bus.value !== undefined && apiServer.length === 0)
    report.add({
      code: "BV266",
      severity: "warning",
      message:
        "Kafka's pods read topics, users and certificates from the API server, and the team's isolation lets nothing reach it",
      path: bus.path,
      key: true,
      team: id,
      allowed: "guardRails.operators.apiServer with the CIDRs where the API server answers",
      hint: "without it brokers and their entity operator do not start where the cluster's network plugin keeps the policies",
    });
  if (search.value === undefined && bus.value === undefined) return undefined;
  return {
    ...(search.value === undefined
      ? {}
      : {
          elasticsearch: {
            size: search.value.size ?? "small",
            version: search.value.version,
            kibana: search.value.kibana ?? true,
            retentionDays: search.value.retentionDays ?? 30,
            storageClass: search.value.storageClass,
          },
        }),
    ...(bus.value === undefined
      ? {}
      : {
          kafka: {
            size: bus.value.size ?? "small",
            version: bus.value.version,
            storageClass: bus.value.storageClass,
            topics: Object.entries(bus.value.topics ?? {}).map(([name, topic]) => ({
              name,
              partitions: topic.partitions ?? 3,
              retentionHours: topic.retentionHours ?? 48,
            })),
            users: Object.entries(bus.value.users ?? {}).map(([name, user]) => ({
              name,
              produces: user.produces ?? [],
              consumes: user.consumes ?? [],
            })),
          },
        }),
    ...(sink.value === undefined
      ? {}
      : { kafkaToElasticsearch: { topics: sink.value.topics, dataset: sink.value.dataset } }),
  };
}
