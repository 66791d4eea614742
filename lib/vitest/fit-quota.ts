// SPDX-License-Identifier: Apache-2.0
import type { MatchersObject } from "vitest";
import {
  budgets,
  type Fields,
  type FitRow,
  isFields,
  lintManifests,
  Manifest,
  manifestSet,
  rules,
} from "../manifests/index.ts";
import { receivedManifests } from "./received.ts";
import { fails, findingLine, type MatcherResult } from "./result.ts";

/** A team's bounds in short: `spec.hard` of its ResourceQuota and `spec.limits` of its LimitRange. */
export interface TeamBounds {
  readonly hard: Readonly<Record<string, string | number>>;
  readonly limits?: readonly Fields[] | undefined;
}

/** What stands around the objects (quota, limit range, other workloads), or the bounds in short for all of their namespaces. */
export type QuotaTeam = TeamBounds | readonly (Manifest | Fields)[];

/** `expect(manifests).toFitQuota(team)`; see {@link receivedManifests} for what it takes. */
export const quotaMatchers = { toFitQuota } satisfies MatchersObject;

const quotaRules = rules.filter(({ id }) => id.startsWith("QF"));

function toFitQuota(received: unknown, team: QuotaTeam): MatcherResult {
  const manifests = receivedManifests(received, "toFitQuota");
  const around = standing(team, manifests);
  // A fault of the linter (MF000) is an error too: nothing was proved.
  const bad = lintManifests(manifests, { around, rules: quotaRules }).filter((finding) => fails(finding, "error"));
  return {
    pass: bad.length === 0,
    message: () =>
      [
        bad.length === 0
          ? "expected the objects not to fit the quota, but they do:"
          : "expected the objects to fit the quota:",
        ...bad.map(findingLine),
        ...table(manifests, around),
      ].join("\n"),
  };
}

function standing(team: QuotaTeam, manifests: readonly Manifest[]): Manifest[] {
  if (isList(team))
    return team.map((each) => (each instanceof Manifest ? each : new Manifest(isFields(each) ? each : {})));
  const object = (kind: string, spec: Fields, namespace: string) =>
    new Manifest({ apiVersion: "v1", kind, metadata: { name: "team", namespace }, spec });
  return [...new Set(manifests.map(({ namespace }) => namespace))].flatMap((namespace) => [
    object("ResourceQuota", { hard: team.hard }, namespace),
    ...(team.limits === undefined ? [] : [object("LimitRange", { limits: team.limits }, namespace)]),
  ]);
}

function isList(team: QuotaTeam): team is readonly (Manifest | Fields)[] {
  return Array.isArray(team);
}

/** Every key that something needs: resource, needed, quota. */
function table(manifests: readonly Manifest[], around: readonly Manifest[]): string[] {
  const rows = [...budgets(manifestSet(manifests, around)).values()].flatMap((budget) =>
    budget.fits().flatMap((fit) => fit.rows.filter((row) => !row.most.isZero).map(cells)),
  );
  const all = [["resource", "needed", "quota", ""], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}

function cells({ resource, needed, most, hard }: FitRow): string[] {
  const over = needed.compare(hard) > 0 ? "over" : most.compare(hard) > 0 ? `autoscaled ${most.canonical}` : "";
  return [resource, needed.canonical, hard.canonical, over];
}

declare module "vitest" {
  // The type parameters are vitest's own: declarations of one interface must agree on them.
  // oxlint-disable-next-line no-unused-vars
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** The team's quotas and LimitRanges take all these objects. */
    toFitQuota(team: QuotaTeam): R;
  }
}
