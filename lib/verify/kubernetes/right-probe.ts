// SPDX-License-Identifier: Apache-2.0
import type { Asking } from "./asking.ts";
import type { Probe } from "./probe.ts";
import { inWords, type Question } from "./question.ts";

/** A probe that the authorizer answers. */
export function rightProbe(asking: Asking, question: Question, expected: "allowed" | "refused"): Probe {
  return {
    probe: inWords(question),
    expected,
    async ask() {
      const allowed = await asking.may(question);
      return allowed === (expected === "allowed") ? undefined : allowed ? "allowed" : "refused";
    },
  };
}

export function rightProbes(asking: Asking, all: readonly Question[], expected: "allowed" | "refused"): Probe[] {
  return all.map((question) => rightProbe(asking, question, expected));
}
