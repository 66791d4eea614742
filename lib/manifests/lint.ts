// SPDX-License-Identifier: Apache-2.0
import {
  type Fix,
  type Ignore,
  type LintFinding,
  type OwnedFinding,
  type Problem,
  readComments,
  type RuleMeta,
  sortLintFindings,
  suppress,
  suppressionProblems,
} from "../lint/index.ts";
import type { Path, Severity } from "../model/light.ts";
import { type Fields, isFields } from "./fields.ts";
import { Manifest } from "./manifest.ts";
import { madeOf } from "./operators/index.ts";
import { kindOf, manifestSet } from "./set.ts";
import type { ManifestContext, ManifestRule } from "./rule.ts";
import { rules as allRules } from "./rules/index.ts";
import { defaultSettings, type ManifestSet, type ManifestSettings } from "./settings.ts";

export interface ManifestLintOptions {
  /** Laid over the defaults. */
  readonly settings?: Partial<ManifestSettings> | undefined;
  /** What exists in the cluster already: it is looked up, not checked. */
  readonly around?: readonly (Manifest | Fields)[] | undefined;
  /** The same objects as they were at the last synth, or are in the cluster: for rules about what cannot be changed. @default - not known */
  readonly earlier?: readonly (Manifest | Fields)[] | undefined;
  /** By id or name; "off" switches a rule off. */
  readonly severities?: Readonly<Record<string, Severity | "off">> | undefined;
  /** Suppressions beside those in comments of the files. */
  readonly ignore?: readonly Ignore[] | undefined;
  /** True: suppressed findings are in the answer, with `suppressed` set. @default false */
  readonly keepSuppressed?: boolean | undefined;
  /** Today, for suppressions that end. @default the present */
  readonly now?: Date | undefined;
  /** @default all */
  readonly rules?: readonly ManifestRule[] | undefined;
}

/** Checks manifests against all rules that are on. A rule that fails is a finding MF000, never an exception. */
export function lintManifests(
  manifests: readonly (Manifest | Fields)[],
  options: ManifestLintOptions = {},
): LintFinding[] {
  const rules = options.rules ?? allRules;
  const sources = new Map(
    manifests.flatMap((one) =>
      one instanceof Manifest && one.source?.text !== undefined ? [[one.source.file, one.source.text] as const] : [],
    ),
  );
  const comments = [...sources].flatMap(([file, text]) => readComments(text, file));
  const { findings, judged } = suppress(findManifestProblems(manifests, options), {
    ignores: [...comments, ...(options.ignore ?? [])],
    rules: [...rules, suppressionRule],
    ran: (rule) => severityFor(rule, options) !== "off",
    looked: [...sources.keys()].map((file) => ({ file })),
    now: options.now ?? new Date(),
  });
  for (const one of judged) {
    // Those of the configuration are judged by the linter whose file it is.
    if (one.ignore.by === "config") continue;
    for (const { at, message, seen, allowed, hint } of suppressionProblems(one)) {
      const place = one.ignore.at.locate?.(at?.path ?? one.ignore.path, at?.key);
      findings.push({
        code: suppressionRule.id,
        rule: suppressionRule.name,
        severity: suppressionRule.severity,
        subject: "",
        message,
        ...optional({ file: one.ignore.at.file, line: place?.line, column: place?.column, seen, allowed, hint }),
      });
    }
  }
  return sortLintFindings(options.keepSuppressed === true ? findings : findings.filter((each) => !each.suppressed));
}

/** A comment that suppresses says why, has not expired, and still suppresses something. */
export const suppressionRule: RuleMeta = {
  id: "MF002",
  name: "manifest-suppression",
  severity: "warning",
  what: "Every suppression names a rule, gives a reason, has not expired and still suppresses something.",
  why: "A suppression that outlived its cause hides the next mistake in the same place.",
  sources: ["docs/lint.md"],
  ignorable: false,
};

function severityFor(rule: RuleMeta, { severities = {} }: ManifestLintOptions): Severity | "off" | undefined {
  return severities[rule.id] ?? severities[rule.name];
}

function optional<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** The same, unsorted, each finding with the manifest that it is about. */
export function findManifestProblems(
  manifests: readonly (Manifest | Fields)[],
  options: ManifestLintOptions = {},
): OwnedFinding[] {
  const set = manifestSet(manifests.map(toManifest), options.around?.map(toManifest), options.earlier?.map(toManifest));
  const context: ManifestContext = { settings: { ...defaultSettings, ...options.settings }, set };
  const findings: OwnedFinding[] = [];
  for (const rule of options.rules ?? allRules) {
    const own = severityFor(rule, options);
    if (own === "off") continue;
    for (const [manifest, problem] of guarded(rule, set, context))
      findings.push({ finding: toFinding(rule, own, manifest, problem), owner: manifest });
  }
  return findings;
}

type Told = readonly [Manifest | undefined, Problem | Error];

/** Its own fault becomes a problem of the object that it was looking at; the next objects are still looked at. */
function* guarded(rule: ManifestRule, set: ManifestSet, context: ManifestContext): Iterable<Told> {
  if (rule.scope === "set") {
    try {
      for (const problem of rule.check(set, context)) yield [problem.manifest, problem];
    } catch (error) {
      yield [undefined, asError(error)];
    }
    return;
  }
  for (const manifest of set.manifests) {
    try {
      for (const problem of problemsOf(rule, manifest, context)) yield [manifest, problem];
    } catch (error) {
      yield [manifest, asError(error)];
    }
  }
  if (!ofMadeObjects.has(rule.id.slice(0, 2))) return;
  const checked = new Set(set.manifests);
  for (const [manifest, { owner }] of madeOf(set)) {
    if (!checked.has(owner)) continue;
    try {
      for (const problem of problemsOf(rule, manifest, context)) yield [owner, atOwner(problem, manifest)];
    } catch (error) {
      yield [owner, asError(error)];
    }
  }
}

// What the apiserver or the organizers refuse, they refuse of an operator too; how an operator writes its objects is its own business.
const ofMadeObjects: ReadonlySet<string> = new Set(["PS", "QF", "AG"]);

/** Told at the custom resource: there is nothing else that its author could change. */
function atOwner(problem: Problem, manifest: Manifest): Problem {
  return {
    ...problem,
    message: `${manifest.subject}, which the operator makes: ${problem.message}`,
    at: { path: ["spec"], field: problem.at.field },
    fix: undefined,
  };
}

function* problemsOf(
  rule: Exclude<ManifestRule, { readonly scope: "set" }>,
  manifest: Manifest,
  context: ManifestContext,
): Iterable<Problem> {
  if (rule.scope === "object") {
    if (rule.kinds === undefined || rule.kinds.includes(kindOf(manifest))) yield* rule.check(manifest, context);
    return;
  }
  const { pod } = manifest;
  if (pod === undefined) return;
  if (rule.scope === "pod") yield* rule.check(pod, context);
  else for (const container of pod.containers) yield* rule.check(container, pod, context);
}

function toManifest(value: Manifest | Fields): Manifest {
  return value instanceof Manifest ? value : new Manifest(isFields(value) ? value : {});
}

function toFinding(
  rule: ManifestRule,
  own: Severity | undefined,
  manifest: Manifest | undefined,
  problem: Problem | Error,
): LintFinding {
  const subject = manifest?.subject ?? "";
  const file = manifest?.source?.file;
  if (problem instanceof Error)
    return {
      code: "MF000",
      rule: "linter-fault",
      severity: "error",
      subject,
      message: `rule ${rule.id} failed: ${problem.message}`,
      hint: "a fault of the linter, not of the manifest: please report it",
      ...optional({ file }),
    };
  const { at, seen, allowed, hint, fix } = problem;
  const place = manifest?.source?.locate(at.path, at.key);
  return {
    code: rule.id,
    rule: rule.name,
    severity: own ?? problem.severity ?? rule.severity,
    subject,
    message: problem.message,
    path: at.path.join("."),
    field: at.field,
    ...optional({
      file,
      line: place?.line,
      column: place?.column,
      seen,
      allowed,
      hint,
      fix: fix && manifest && inDocument(fix, manifest.base),
    }),
  };
}

/** Edits as seen from the document: an object may stand in a List. */
function inDocument(fix: Fix, base: Path): Fix {
  if (base.length === 0) return fix;
  const edits = fix.edits.map((edit) => ({ ...edit, path: [...base, ...edit.path] }));
  return { ...fix, edits };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
