// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from "../model/light.ts";
import type { LintFinding } from "./finding.ts";
import { isGlob, matchesFile, matchesGlob } from "./glob.ts";
import type { Ignore } from "./ignore.ts";
import type { Fix, RuleMeta } from "./rule.ts";

/** A finding and the object that it is about. */
export interface OwnedFinding {
  readonly finding: LintFinding;
  readonly owner?: object | undefined;
}

/** Something that was looked at: suppressions of what was not are never called unused. */
export interface Looked {
  readonly file?: string | undefined;
}

export interface SuppressOptions {
  readonly ignores: readonly Ignore[];
  /** All rules that exist. */
  readonly rules: readonly RuleMeta[];
  /** True when the rule was on and had what it needs. */
  readonly ran: (rule: RuleMeta) => boolean;
  readonly looked: readonly Looked[];
  /** Today is taken from it, in UTC. */
  readonly now: Date;
}

/** A suppression and what became of it. */
export interface JudgedSuppression {
  readonly ignore: Ignore;
  readonly state: "used" | "unused" | "expired" | "faulty";
  /** Names in it that are no rule. */
  readonly unknown: readonly { readonly name: string; readonly hint?: string | undefined }[];
  /** Rules in it that cannot be suppressed. */
  readonly firm: readonly string[];
}

/** What is to be said about a suppression; the place is that of the suppression. */
export interface SuppressionProblem {
  readonly message: string;
  readonly at?: { readonly path: readonly (string | number)[]; readonly key?: boolean | undefined } | undefined;
  readonly seen?: string | undefined;
  readonly allowed?: string | undefined;
  readonly hint?: string | undefined;
  readonly fix?: Fix | undefined;
}

/** Marks the findings that a suppression is right about, and judges the suppressions. */
export function suppress(
  owned: readonly OwnedFinding[],
  options: SuppressOptions,
): { readonly findings: LintFinding[]; readonly judged: JudgedSuppression[] } {
  const { ignores, rules } = options;
  if (ignores.length === 0) return { findings: owned.map(({ finding }) => finding), judged: [] };
  const today = options.now.toISOString().slice(0, 10);
  const entries = ignores.map((ignore) => new Entry(ignore, rules, today));
  const byOwner = Map.groupBy(
    entries.filter((entry) => entry.live && entry.ignore.at.owner !== undefined),
    (entry) => entry.ignore.at.owner,
  );
  const byLine = Map.groupBy(
    entries.filter((entry) => entry.live && entry.ignore.at.line !== undefined),
    ({ ignore }) => `${ignore.at.line} ${ignore.at.file}`,
  );
  const wide = entries.filter(
    ({ live, ignore }) => live && ignore.at.owner === undefined && ignore.at.line === undefined,
  );
  const findings = owned.map(({ finding, owner }) => {
    const found = [
      ...(byOwner.get(owner) ?? []),
      ...(byLine.get(`${finding.line} ${finding.file}`) ?? []),
      ...wide.filter((entry) => entry.covers(finding)),
    ].filter((entry) => entry.rules.has(finding.code));
    for (const entry of found) entry.used = true;
    const [first] = found;
    if (first === undefined) return finding;
    return { ...finding, suppressed: { by: first.ignore.by, reason: first.ignore.reason } };
  });
  return { findings, judged: entries.map((entry) => entry.judge(options)) };
}

class Entry {
  readonly ignore: Ignore;
  /** Ids of rules that it may suppress. */
  readonly rules: ReadonlySet<string>;
  readonly unknown: JudgedSuppression["unknown"];
  readonly firm: readonly string[];
  readonly live: boolean;
  readonly #expired: boolean;
  used = false;

  constructor(ignore: Ignore, known: readonly RuleMeta[], today: string) {
    this.ignore = ignore;
    const meant = ignore.rules.map((name) => ({ name, rules: rulesNamed(name, known) }));
    const all = meant.flatMap(({ rules }) => rules);
    this.rules = new Set(all.filter(({ ignorable }) => ignorable !== false).map(({ id }) => id));
    // A pattern that takes in a firm rule by the way is not about it.
    this.firm = meant.flatMap(({ name, rules }) =>
      isGlob(name) ? [] : rules.filter(({ ignorable }) => ignorable === false).map(({ id }) => id),
    );
    const names = known.flatMap(({ id, name }) => [id, name]);
    this.unknown = meant
      .filter(({ rules }) => rules.length === 0)
      .map(({ name }) => ({ name, hint: didYouMean(name, names) }));
    this.#expired = ignore.until !== undefined && ignore.until < today;
    this.live = ignore.faults.length === 0 && !this.#expired;
  }

  covers(finding: LintFinding): boolean {
    return this.#coversFile(finding.file) && this.#coversSubject(finding.subject);
  }

  #coversFile(file: string | undefined): boolean {
    const { file: pattern, at } = this.ignore;
    return pattern === undefined || (file !== undefined && matchesFile(pattern, at.relative?.(file) ?? file));
  }

  #coversSubject(subject: string): boolean {
    return this.ignore.subject === undefined || matchesGlob(this.ignore.subject.replaceAll(/\*+/g, "**"), subject);
  }

  judge({ rules, ran, looked }: SuppressOptions): JudgedSuppression {
    const { ignore, unknown, firm } = this;
    const asked = rules.filter(({ id }) => this.rules.has(id));
    const wasLooked =
      ignore.file === undefined || looked.some(({ file }) => file !== undefined && this.#coversFile(file));
    const state =
      ignore.faults.length > 0
        ? "faulty"
        : this.#expired
          ? "expired"
          : this.used || asked.length === 0 || !asked.every(ran) || !wasLooked
            ? "used"
            : "unused";
    return { ignore, state, unknown, firm };
  }
}

function rulesNamed(name: string, known: readonly RuleMeta[]): RuleMeta[] {
  const wanted = name.toLowerCase();
  if (isGlob(wanted)) return known.filter((rule) => matchesGlob(wanted, rule.id.toLowerCase()));
  return known.filter((rule) => rule.id.toLowerCase() === wanted || rule.name === wanted);
}

/** All that is wrong with one suppression. */
export function* suppressionProblems(judged: JudgedSuppression): Iterable<SuppressionProblem> {
  const { ignore, state, unknown, firm } = judged;
  const names = ignore.rules.join(", ");
  for (const { path, key, ...fault } of ignore.faults)
    yield { ...fault, at: { path, key }, ...(fault.seen === undefined && names !== "" ? { seen: names } : {}) };
  for (const { name, hint } of unknown)
    yield { message: "the suppression names a rule that does not exist", seen: name.slice(0, 80), hint };
  for (const id of firm)
    yield {
      message: `${id} cannot be suppressed`,
      seen: id,
      hint: "mend what it found; what it says is never a matter of taste",
    };
  if (state === "expired")
    yield {
      message: `the suppression of ${names} ended on ${ignore.until}`,
      seen: ignore.until,
      hint: "mend what it hid, or give a new day and say why",
    };
  if (state === "unused")
    yield {
      message: `the suppression of ${names} suppresses nothing`,
      seen: names,
      hint: "remove it",
      // A comment has no path: it is removed by hand.
      ...(ignore.whole.length === 0 || ignore.by === "config"
        ? {}
        : {
            fix: {
              title: "remove the suppression",
              safe: false,
              edits: [{ op: "remove", path: ignore.whole }],
            },
          }),
    };
}
