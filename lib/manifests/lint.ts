// SPDX-License-Identifier: Apache-2.0
import { type LintFinding, type OwnedFinding, type Problem, sortLintFindings } from "../lint/index.ts";
import type { Severity } from "../model/light.ts";
import { type Fields, isFields } from "./fields.ts";
import { Manifest } from "./manifest.ts";
import type { ManifestContext, ManifestRule } from "./rule.ts";
import { rules as allRules } from "./rules/index.ts";
import { defaultSettings, type ManifestSet, type ManifestSettings } from "./settings.ts";

export interface ManifestLintOptions {
  /** Laid over the defaults. */
  readonly settings?: Partial<ManifestSettings> | undefined;
  /** What exists in the cluster already: it is looked up, not checked. */
  readonly around?: readonly (Manifest | Fields)[] | undefined;
  /** By id or name; "off" switches a rule off. */
  readonly severities?: ReadonlyMap<string, Severity | "off"> | undefined;
  /** @default all */
  readonly rules?: readonly ManifestRule[] | undefined;
}

/** Checks manifests against all rules that are on. A rule that fails is a finding MF000, never an exception. */
export function lintManifests(
  manifests: readonly (Manifest | Fields)[],
  options: ManifestLintOptions = {},
): LintFinding[] {
  return sortLintFindings(findManifestProblems(manifests, options).map(({ finding }) => finding));
}

/** The same, unsorted, each finding with the manifest that it is about. */
export function findManifestProblems(
  manifests: readonly (Manifest | Fields)[],
  options: ManifestLintOptions = {},
): OwnedFinding[] {
  const set = new IndexedSet(manifests.map(toManifest), (options.around ?? []).map(toManifest));
  const context: ManifestContext = { settings: { ...defaultSettings, ...options.settings }, set };
  const findings: OwnedFinding[] = [];
  for (const rule of options.rules ?? allRules) {
    const own = options.severities?.get(rule.id) ?? options.severities?.get(rule.name);
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

/** `Ingress.networking.k8s.io`, `Service`. */
export function kindOf({ kind, group }: Pick<Manifest, "kind" | "group">): string {
  return group === "" ? kind : `${kind}.${group}`;
}

class IndexedSet implements ManifestSet {
  readonly manifests: readonly Manifest[];
  readonly around: readonly Manifest[];
  #byKind: ReadonlyMap<string, readonly Manifest[]> | undefined;

  constructor(manifests: readonly Manifest[], around: readonly Manifest[]) {
    this.manifests = manifests;
    this.around = around;
  }

  of(group: string, kind: string): readonly Manifest[] {
    this.#byKind ??= Map.groupBy([...this.manifests, ...this.around], kindOf);
    return this.#byKind.get(kindOf({ kind, group })) ?? [];
  }
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
      ...(file === undefined ? {} : { file }),
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
    ...(file === undefined ? {} : { file }),
    ...(place === undefined ? {} : { line: place.line, column: place.column }),
    ...(seen === undefined ? {} : { seen }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(hint === undefined ? {} : { hint }),
    ...(fix === undefined ? {} : { fix }),
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
