// SPDX-License-Identifier: Apache-2.0
import type { OpenStack } from "../../live/index.ts";
import type { CheckResult } from "../check.ts";
import { type Raw, heldTypes, idOf } from "./holdings.ts";
import { type Verdict, ask, judge } from "./judge.ts";
import { type OthersCheck, type Probe, type Question, type Side, pathOf } from "./probe.ts";

/** One request of the matrix, ready to be sent. */
export interface Planned {
  readonly check: OthersCheck;
  readonly probe: Probe;
  readonly question: Question;
  readonly method: string;
  readonly path: string;
  /** As printed: the API's name, whose object and which. */
  readonly title: string;
}

/** All requests of one asker about one other team. `cloud` checks belong to the pair of a team with itself. */
export function plan(
  checks: readonly OthersCheck[],
  me: Side,
  other: Side,
  about: OthersCheck["about"],
  {
    destructive = false,
    gaps = false,
  }: { readonly destructive?: boolean | undefined; readonly gaps?: boolean | undefined } = {},
): Planned[] {
  return checks
    .filter((check) => check.about === about)
    .flatMap((check) =>
      check.probes
        .filter((probe) => (destructive || probe.harm === undefined) && (gaps || probe.gap === undefined))
        .flatMap((probe) =>
          targets(probe, me, other).flatMap((object): Planned[] => {
            const question = { me, other, object };
            const id = probe.on === undefined ? "" : idOf(probe.on, object);
            const request = pathOf(probe.service ?? check.service, probe, question, id);
            return request ? [{ check, probe, question, ...request, title: titleOf(probe, about, other, id) }] : [];
          }),
        ),
    );
}

/** Sends it as the asker and judges the answer. What a destructive probe made is removed again. */
export async function run(os: OpenStack, planned: Planned): Promise<Verdict> {
  const { check, probe, question, method, path } = planned;
  const service = probe.service ?? check.service;
  const answer = await ask(os, service, method, path, {
    microversion: probe.microversion,
    body: probe.body?.(question),
    headers: probe.headers?.(question),
    // Harm is done once at most; what changes nothing may be asked again when no answer came.
    repeatable: probe.harm === undefined,
  });
  const verdict = judge(probe, answer, idsOf(question.other));
  const made =
    answer.status === 200 && verdict.outcome === "red"
      ? probe.undo?.(isRaw(answer.body) ? answer.body : {}, question)
      : undefined;
  if (made === undefined) return verdict;
  const undone = await ask(os, service, "DELETE", made);
  const left =
    undone.status === undefined || undone.status >= 300 ? `; ${made} could not be removed: ${undone.words}` : "";
  return { ...verdict, seen: `${verdict.seen ?? ""}${left}` };
}

export function resultOf({ check, title, question }: Planned, { outcome, seen }: Verdict): CheckResult {
  return {
    team: question.me.team.id,
    system: "openstack",
    code: check.code,
    check: check.check,
    probe: title,
    expected: "refused",
    outcome,
    ...(outcome === "ok" ? {} : { seen }),
    ...(outcome === "red" ? { hint: check.hint } : {}),
  };
}

function targets({ on, pick, each }: Probe, me: Side, other: Side): readonly Raw[] {
  if (on === undefined) return [{}];
  const picked = (other.held.objects.get(on) ?? []).filter((object) => pick?.(object, { me, other }) ?? true);
  return each ? picked : picked.slice(0, 1);
}

function titleOf({ api, note, on }: Probe, about: OthersCheck["about"], other: Side, id: string): string {
  const what = note === undefined ? api : `${api} (${note})`;
  if (about === "cloud") return what;
  return on === undefined ? `${what} of ${other.team.id}` : `${what} of ${other.team.id}: ${on} ${id}`;
}

/** Ids that are in no list by chance; names of key pairs are. */
function idsOf({ held }: Side): string[] {
  return heldTypes
    .filter((type) => type !== "keypair")
    .flatMap((type) => (held.objects.get(type) ?? []).map((raw) => idOf(type, raw)))
    .filter((id) => id.length >= 32);
}

function isRaw(value: unknown): value is Raw {
  return typeof value === "object" && value !== null;
}
