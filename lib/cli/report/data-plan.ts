// SPDX-License-Identifier: Apache-2.0
import type { Footprint } from "../../manifests/index.ts";
import type { DataSpec } from "../../model/index.ts";
import type { EventPlan } from "../../planning/index.ts";
import { withData } from "../data-check.ts";
import { table } from "./table.ts";
import { count, plain } from "./text.ts";

/** What data services a team gets, one row each. */
export function dataRows(data: DataSpec | undefined): [string, string][] {
  if (data === undefined) return [];
  const { elasticsearch, kafka, kafkaToElasticsearch: sink } = data;
  return [
    ...(elasticsearch === undefined
      ? []
      : [
          [
            "  Elasticsearch",
            `${elasticsearch.size}${elasticsearch.kibana ? ", with Kibana" : ""}${elasticsearch.version === undefined ? "" : `, version ${elasticsearch.version}`}`,
          ] satisfies [string, string],
        ]),
    ...(kafka === undefined
      ? []
      : [
          [
            "  Kafka",
            `${kafka.size}; ${count(kafka.topics.length, "topic")}${list(kafka.topics)}; ${count(kafka.users.length, "user")}${list(kafka.users)}`,
          ] satisfies [string, string],
        ]),
    ...(sink === undefined
      ? []
      : [
          ["  Kafka to search", `${sink.topics.join(", ")} into a data stream, each message once`] satisfies [
            string,
            string,
          ],
        ]),
  ];
}

const list = (named: readonly { readonly name: string }[]): string =>
  named.length === 0 ? "" : ` (${named.map(({ name }) => name).join(", ")})`;

/** What everything in the namespace comes to once the operators have made theirs, against its quota. */
export function footprintLines(footprint: Footprint): string[] {
  const rows = footprint.rows
    .filter(({ needed }) => !needed.isZero)
    .map(({ resource, needed, surge, hard, shares }) => [
      resource,
      needed.canonical,
      surge.isZero ? "" : `+ ${surge.canonical}`,
      hard?.canonical ?? "–",
      shares
        .filter(({ manifest }) => manifest !== undefined)
        .slice(0, 2)
        .map(({ manifest, amount }) => `${amount.canonical} ${manifest?.subject ?? ""}`)
        .join(", "),
    ]);
  const right = (title: string): { readonly title: string; readonly align: "right" } => ({ title, align: "right" });
  return [
    ...table(
      [{ title: "FOOTPRINT" }, right("NEEDED"), right("CHANGES"), right("QUOTA"), { title: "MOST OF IT", max: 60 }],
      rows,
    ),
    verdict(footprint),
    ...(footprint.largestPod === undefined
      ? []
      : [
          `largest pod: ${footprint.largestPod.subject}, ${footprint.largestPod.cpu.canonical} CPU and ${footprint.largestPod.memory.canonical}: a node must have as much beside its own needs`,
        ]),
  ].map(plain);
}

function verdict({ fits, fitsSurge, binding, rows }: Footprint): string {
  if (binding?.hard === undefined) return "no quota bounds it";
  const over = rows.filter(({ needed, hard }) => hard !== undefined && needed.compare(hard) > 0);
  if (!fits)
    return `does not fit; the smallest quota that does: ${over.map(({ resource, needed }) => `${resource}: ${needed.canonical}`).join(", ")}`;
  const bound = `${binding.resource}, ${binding.needed.canonical} of ${binding.hard.canonical}`;
  return fitsSurge
    ? `fits, also while the largest set is replaced; binding: ${bound}`
    : `fits; replacing the largest set does not, unless it may lack a node; binding: ${bound}`;
}

/** By the ids of the teams that have data services; loads nothing when none has. */
export async function footprintsOf({ event, teams }: EventPlan): Promise<ReadonlyMap<string, Footprint>> {
  const served = withData(teams);
  if (served.length === 0) return new Map();
  const { teamFootprint } = await import("../../kubernetes/light.ts");
  return new Map(
    served.flatMap(({ team, credentialsExpire }) => {
      const footprint = teamFootprint({ event, team, credentialsExpire });
      return footprint === undefined ? [] : [[team.id, footprint] as const];
    }),
  );
}

/** The same for `--json`. */
export function footprintJson(footprint: Footprint | undefined): { readonly footprint?: object } {
  if (footprint === undefined) return {};
  const { rows, fits, fitsSurge, binding, largestPod } = footprint;
  return {
    footprint: {
      fits,
      fitsSurge,
      binding: binding?.resource,
      largestPod: largestPod && { ...largestPod, cpu: largestPod.cpu.canonical, memory: largestPod.memory.canonical },
      rows: rows.map(({ resource, needed, surge, hard }) => ({
        resource,
        needed: needed.canonical,
        surge: surge.canonical,
        quota: hard?.canonical,
      })),
    },
  };
}
