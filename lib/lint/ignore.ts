// SPDX-License-Identifier: Apache-2.0
import { didYouMean, type Path, type Place } from "../model/light.ts";

/** A suppression as people write it: `x-lint` in a file, `ignore` in the config file or in `LintOptions`. */
export interface IgnoreEntry {
  /** Id, name, or a pattern (`FL4*`); or several. */
  readonly rule: string | readonly string[];
  /** Why it is right here; never empty. */
  readonly reason: string;
  /** Last day on which it holds, `2026-12-31`, UTC. @default no end */
  readonly until?: string | undefined;
  /** Names of subjects, a pattern. Only in the config. @default all */
  readonly flavor?: string | undefined;
  /** Files, a pattern. Only in the config. @default all */
  readonly file?: string | undefined;
}

/** What is wrong with an entry. */
export interface IgnoreFault {
  readonly message: string;
  readonly path: Path;
  readonly key?: boolean | undefined;
  readonly seen?: string | undefined;
  readonly allowed?: string | undefined;
  readonly hint?: string | undefined;
}

/** A suppression as read: honoured when it has no fault and its day has not come. */
export interface Ignore {
  readonly by: "inline" | "config";
  readonly rules: readonly string[];
  readonly reason: string;
  readonly until?: string | undefined;
  /** Pattern of subjects. */
  readonly subject?: string | undefined;
  /** Pattern of files. */
  readonly file?: string | undefined;
  /** Of the entry, in its own document. */
  readonly path: Path;
  /** What to remove when the entry goes: itself, or all of the list when it is alone. */
  readonly whole: Path;
  readonly faults: readonly IgnoreFault[];
  /** Where it stands. */
  readonly at: IgnorePlace;
}

/** Where suppressions stand, and what they are about. */
export interface IgnorePlace {
  readonly file?: string | undefined;
  /** The flavor beside which they stand. */
  readonly subject?: string | undefined;
  /** Identity of that subject: two may have one name. */
  readonly owner?: object | undefined;
  /** Only findings on this line: a comment. */
  readonly line?: number | undefined;
  locate?(path: Path, key?: boolean): Place | undefined;
  /** The file of a finding as patterns are to see it. @default as it is */
  relative?(file: string): string;
}

const inlineKeys = ["rule", "reason", "until"];
const configKeys = [...inlineKeys, "flavor", "file"];

/** The list of `ignore` as plain data of unknown shape. Never throws; what is wrong is in `faults`. */
export function readIgnores(
  value: unknown,
  options: { readonly by: "inline" | "config"; readonly path: Path; readonly at: IgnorePlace; readonly whole?: Path },
): Ignore[] {
  const { path, at, by } = options;
  if (!Array.isArray(value)) {
    const fault = { message: "ignore is not a list", path, key: true, allowed: listForm };
    return [{ by, rules: [], reason: "", path, whole: options.whole ?? path, at, faults: [fault] }];
  }
  return value.map((entry: unknown, index) => {
    const here = [...path, index];
    const whole = value.length === 1 ? (options.whole ?? path) : here;
    return { by, whole, at, ...readEntry(entry, here, by === "inline" ? inlineKeys : configKeys) };
  });
}

/** The value of `x-lint`. */
export function readInlineLint(value: unknown, path: Path, at: IgnorePlace): Ignore[] {
  const faulty = (fault: IgnoreFault): Ignore => ({
    by: "inline",
    rules: [],
    reason: "",
    path,
    whole: path,
    at,
    faults: [fault],
  });
  if (!isRecord(value)) return [faulty({ message: "x-lint is not a map", path, key: true, allowed: inlineForm })];
  const ignores = Object.keys(value)
    .filter((key) => key !== "ignore")
    .map((key) =>
      faulty({
        message: `x-lint has no ${JSON.stringify(key.slice(0, 60))}`,
        path: [...path, key],
        key: true,
        allowed: "ignore",
      }),
    );
  if (value["ignore"] === undefined) return ignores;
  const only = Object.keys(value).length === 1 ? { whole: path } : {};
  return [...ignores, ...readIgnores(value["ignore"], { by: "inline", path: [...path, "ignore"], at, ...only })];
}

const inlineForm = '{ ignore: [{ rule: FL601, reason: "…" }] }';
const listForm = '[{ rule: FL601, reason: "…", until: 2026-12-31 }]';

function readEntry(
  value: unknown,
  path: Path,
  keys: readonly string[],
): Pick<Ignore, "rules" | "reason" | "until" | "subject" | "file" | "path" | "faults"> {
  if (!isRecord(value)) {
    const missing = typeof value === "string" ? `write { rule: ${value.slice(0, 60)}, reason: "…" }` : undefined;
    const fault = { message: "a suppression is a map with rule and reason", path, ...(missing && { hint: missing }) };
    return { rules: typeof value === "string" ? [value] : [], reason: "", path, faults: [fault] };
  }
  const faults: IgnoreFault[] = [];
  for (const key of Object.keys(value)) {
    if (keys.includes(key)) continue;
    const hint = didYouMean(key, keys);
    const at = { path: [...path, key], key: true, allowed: keys.join(", ") };
    faults.push({
      message: `a suppression has no ${JSON.stringify(key.slice(0, 60))}`,
      ...at,
      ...(hint === undefined ? {} : { hint }),
    });
  }
  const rules = rulesOf(value["rule"]);
  if (rules.length === 0)
    faults.push({ message: "the suppression names no rule", path, allowed: "an id, FL601, a name, or a list of them" });
  const reason = typeof value["reason"] === "string" ? value["reason"].trim() : "";
  if (reason === "")
    faults.push({ message: "the suppression gives no reason", path, hint: 'add reason: "why this is right here"' });
  const { until } = value;
  const day = typeof until === "string" && isDay(until) ? until : undefined;
  if (until !== undefined && day === undefined)
    faults.push({
      message: "until is no day",
      path: [...path, "until"],
      seen: (JSON.stringify(until) ?? "").slice(0, 60),
      allowed: "a day like 2026-12-31",
    });
  for (const key of ["flavor", "file"])
    if (keys.includes(key) && value[key] !== undefined && (typeof value[key] !== "string" || value[key] === ""))
      faults.push({ message: `${key} is no pattern`, path: [...path, key], allowed: "text, * stands for anything" });
  return {
    rules,
    reason,
    path,
    faults,
    ...(day === undefined ? {} : { until: day }),
    ...(typeof value["flavor"] === "string" ? { subject: value["flavor"] } : {}),
    ...(typeof value["file"] === "string" ? { file: value["file"] } : {}),
  };
}

function rulesOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.every((each): each is string => typeof each === "string" && each.trim() !== "")
    ? list.map((each) => each.trim())
    : [];
}

/** True for a day of the calendar, `2026-02-29` is none. */
export function isDay(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
