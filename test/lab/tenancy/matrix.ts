// SPDX-License-Identifier: Apache-2.0
import pLimit from "p-limit";
import type { Answer, Caller, Question } from "./caller.ts";

/** One thing that somebody tries. */
export interface Probe {
  /** Who tries what, where: unique in its matrix. */
  readonly what: string;
  readonly expected: "allowed" | "refused";
  readonly ask: () => Promise<Answer | boolean>;
}

/** A probe that came out otherwise. */
export interface Wrong {
  readonly what: string;
  readonly expected: Probe["expected"];
  readonly seen: string;
}

/** Asks all and prints how many were asked and how many were wrong. */
export async function judge(title: string, probes: readonly Probe[]): Promise<Wrong[]> {
  const twice = probes.filter(({ what }, index) => probes.findIndex((other) => other.what === what) < index);
  if (probes.length < 2_000 && twice.length > 0)
    throw new Error(`asked twice: ${twice.map(({ what }) => what).join()}`);
  const wrong: Wrong[] = [];
  // A request's time limit runs from when it is made, so not all are made at once.
  const limit = pLimit(24);
  await Promise.all(
    probes.map(async ({ what, expected, ask }) => {
      const seen = await limit(ask);
      if (verdict(seen) !== expected) wrong.push({ what, expected, seen: told(seen) });
    }),
  );
  const count = (expected: Probe["expected"]): number => wrong.filter((each) => each.expected === expected).length;
  console.log(
    `tenancy matrix (${title}): ${probes.length} probes, wrong allows ${count("refused")}, wrong denies ${count("allowed")}`,
  );
  return wrong;
}

/** An answer of authorizer or admission; anything else, such as an object that is no object, proves nothing. */
function verdict(seen: Answer | boolean): Probe["expected"] | "unclear" {
  if (typeof seen === "boolean") return seen ? "allowed" : "refused";
  const { status, message } = seen;
  if (status >= 100 && status < 300) return "allowed";
  return status === 403 || (status === 422 && message.includes("ValidatingAdmissionPolicy")) ? "refused" : "unclear";
}

function told(seen: Answer | boolean): string {
  return typeof seen === "boolean" ? (seen ? "allowed" : "refused") : `${seen.status} ${seen.reason} ${seen.message}`;
}

/** A review as a probe. */
export function review(caller: Caller, expected: Probe["expected"], question: Question): Probe {
  const { verb, group = "", resource, namespace, name } = question;
  const place = namespace === undefined ? "in the cluster" : `in ${namespace}`;
  const kind = group === "" ? resource : `${resource}.${group}`;
  return {
    what: `${caller.who}: review: ${verb} ${kind}${name === undefined ? "" : ` ${name}`} ${place}`,
    expected,
    ask: () => caller.can(question),
  };
}

/** A request that stores nothing as a probe. */
export function attempt(
  caller: Caller,
  expected: Probe["expected"],
  what: string,
  ...request: Parameters<Caller["try"]>
): Probe {
  return { what: `${caller.who}: ${what}`, expected, ask: () => caller.try(...request) };
}
