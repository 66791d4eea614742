// SPDX-License-Identifier: Apache-2.0
import { type HeldType, type Raw, idOf, listOf } from "../holdings.ts";
import { ask } from "../judge.ts";
import type { OwnCheck, OwnResult } from "./own-check.ts";

/** The lists were read at the login: what failed there is a denial here. */
export const ownObjects: OwnCheck = {
  code: "VO106",
  check: "own-objects",
  what: "The team can list and show all that is its own.",
  hint: "the service's policy.yaml is narrower than its defaults, or the credential lacks the role member",
  ask: async ({ os, side: { held } }) => {
    const failed = held.unreadable.map(({ type, reason }): OwnResult => ({
      probe: `list of its ${type}s`,
      expected: "allowed",
      outcome: "red",
      seen: reason,
    }));
    const listed = [...held.objects.keys()].map((type): OwnResult => ({
      probe: `list of its ${type}s`,
      expected: "allowed",
      outcome: "ok",
    }));
    const shown = [...held.objects].flatMap(([type, [first]]) => (first === undefined ? [] : [show(type, first)]));
    const answers = await Promise.all(
      shown.map(async ({ probe, type, path }): Promise<OwnResult> => {
        const { service, microversion } = listOf(type);
        const { status, words } = await ask(os, service, "GET", path, { microversion });
        if (status === 200) return { probe, expected: "allowed", outcome: "ok" };
        const outcome = status === undefined || status >= 500 ? "unknown" : "red";
        return { probe, expected: "allowed", outcome, seen: `HTTP ${status ?? "without answer"}: ${words}` };
      }),
    );
    return [...failed, ...listed, ...answers];
  },
};

function show(type: HeldType, raw: Raw): { probe: string; type: HeldType; path: string } {
  const id = encodeURIComponent(idOf(type, raw));
  const list = (listOf(type).path.split("?")[0] ?? "").replace(/\/detail$/, "");
  const path =
    type === "DNS recordset"
      ? `/zones/${String(raw["zone_id"])}/recordsets/${id}`
      : type === "stack"
        ? `/stacks/${String(raw["stack_name"])}/${id}`
        : `${list.replace("{user}", typeof raw["user_id"] === "string" ? raw["user_id"] : "")}/${id}`;
  return { probe: `show of its ${type} ${idOf(type, raw)}`, type, path };
}
