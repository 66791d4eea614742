// SPDX-License-Identifier: Apache-2.0
import { type LintFinding, type Problem, type RuleMeta, sortLintFindings } from "../lint/index.ts";
import type { Severity, SourceDocument } from "../model/index.ts";
import { type FlavorDefinition, Unresolved } from "./definition.ts";
import { Flavor } from "./flavor.ts";
import { fromInput } from "./input.ts";
import type { CloudFacts } from "./live/facts.ts";
import { findProfile, profiles as knownProfiles } from "./profiles/index.ts";
import { newestRelease, parseRelease, type Release } from "./release.ts";
import type { CatalogueProblem, FlavorInput, LiveProblem, Rule, RuleContext, UsageProblem } from "./rule.ts";
import { rules as allRules } from "./rules/index.ts";
import { defaultSettings, type FlavorSettings } from "./settings.ts";
import type { Usage } from "./usage/usage.ts";

export interface FlavorLintOptions {
  /** `scs-0100`, `scs-0103`, `wikimedia`, `event`, `nova@<release>`; later ones win. @default none */
  readonly profiles?: readonly string[] | undefined;
  /** Nova's release that the flavors are for, `2025.1` or `nova@2025.1`. @default the newest known */
  readonly target?: string | undefined;
  /** Rule id → severity, or `off`. */
  readonly severities?: Readonly<Record<string, Severity | "off">> | undefined;
  /** Laid over those of the profiles. */
  readonly settings?: Partial<FlavorSettings> | undefined;
  /** Rules of the house, after ours. */
  readonly userRules?: readonly Rule[] | undefined;
  /** What a cloud said, or each of several: the live rules run. */
  readonly cloud?: CloudFacts | readonly CloudFacts[] | undefined;
  /** The event that uses the flavors: the usage rules run. */
  readonly usage?: Omit<Usage, "flavors" | "cloud"> | undefined;
}

/**
 * Checks flavors against all rules that are on. Rules never throw out of here: one that fails is a finding FL000.
 * @param flavors definitions of the readers, or plain objects with the fields of `flavors.yaml`
 * @throws TypeError for a profile or a release that does not exist: that is a mistake in the call
 */
export function lintFlavors(
  flavors: readonly (FlavorDefinition | FlavorInput)[],
  options: FlavorLintOptions = {},
): LintFinding[] {
  const { context, isOn, severityOf } = prepare(options);
  const clouds = cloudsOf(options.cloud);
  const views = flavors.map((flavor, index) => new Flavor(isDefinition(flavor) ? flavor : fromInput(flavor, index)));
  const catalogues = Map.groupBy(views, (view) => view.definition.source.catalogue);
  const findings: LintFinding[] = views.flatMap((view) => [...unresolvedOf(view)]);
  for (const rule of [...allRules, ...(options.userRules ?? [])].filter(isOn)) {
    const add = (flavor: Flavor | undefined, problem: AnyProblem, source?: AnySource): void => {
      const severity = problem.notChecked ? "info" : severityOf(rule, problem.severity);
      findings.push(toFinding(rule, severity, flavor, problem, source));
    };
    if (rule.scope === "flavor") {
      for (const flavor of views)
        guard(
          rule,
          flavor,
          findings,
          () => rule.check(flavor, context),
          (problem) => add(flavor, problem),
        );
    } else if (rule.scope === "catalogue") {
      for (const members of catalogues.values())
        guard(
          rule,
          members[0],
          findings,
          () => rule.check(members, context),
          (problem: CatalogueProblem) => add(problem.flavor, problem),
        );
    } else if (rule.scope === "live") {
      for (const cloud of clouds)
        guard(
          rule,
          undefined,
          findings,
          () => rule.check(views, cloud, context),
          (problem: LiveProblem) => add(problem.flavor, problem),
        );
    } else if (options.usage) {
      const usage: Usage = { ...options.usage, flavors: views, cloud: clouds[0] };
      guard(
        rule,
        undefined,
        findings,
        () => rule.check(usage, context),
        (problem: UsageProblem) => add(problem.flavor, problem, usage.document),
      );
    }
  }
  return sortLintFindings(findings);
}

interface AnyProblem extends Omit<Problem, "at"> {
  readonly at?: Problem["at"] | undefined;
  readonly subject?: string | undefined;
  readonly team?: string | undefined;
  readonly notChecked?: true | undefined;
}

/** Where problems without a flavor stand: the event's file. */
type AnySource = Pick<SourceDocument, "file" | "locate">;

/** Each cloud knows those that were asked before it. */
function cloudsOf(cloud: FlavorLintOptions["cloud"]): readonly CloudFacts[] {
  if (cloud === undefined) return [];
  if (!Array.isArray(cloud)) return [cloud as CloudFacts];
  const all = cloud as readonly CloudFacts[];
  return all.map((facts, index) => (index === 0 ? facts : { ...facts, others: all.slice(0, index) }));
}

interface Prepared {
  readonly context: RuleContext;
  readonly isOn: (rule: Rule) => boolean;
  readonly severityOf: (rule: Rule, own: Severity | undefined) => Severity;
}

function prepare(options: FlavorLintOptions): Prepared {
  const names = options.profiles ?? [];
  const chosen = names
    .filter((name) => !name.startsWith("nova@"))
    .map((name) => {
      const profile = findProfile(name);
      if (!profile)
        throw new TypeError(
          `no profile "${name}"; there are nova@<release>, ${knownProfiles.map((each) => each.name).join(", ")}`,
        );
      return profile;
    });
  const target = options.target ?? names.findLast((name) => name.startsWith("nova@"));
  const settings = Object.assign(
    {},
    defaultSettings,
    ...chosen.map((profile) => profile.settings),
    options.settings,
  ) as FlavorSettings;
  const severities = Object.assign({}, ...chosen.map((profile) => profile.severities), options.severities) as Record<
    string,
    Severity | "off"
  >;
  const on = new Set(names);
  return {
    context: { release: releaseOf(target), settings },
    isOn: (rule) =>
      severities[rule.id] === undefined
        ? rule.profiles === undefined || rule.profiles.some((profile) => on.has(profile))
        : severities[rule.id] !== "off",
    severityOf: (rule, own) => {
      const configured = severities[rule.id];
      return configured === undefined || configured === "off" ? (own ?? rule.severity) : configured;
    },
  };
}

function releaseOf(target: string | undefined): Release {
  if (target === undefined) return newestRelease;
  const release = parseRelease(target);
  if (release === undefined) throw new TypeError(`no release "${target}" of Nova is known`);
  return release;
}

/** Runs one rule; its own fault becomes a finding about the linter. */
function guard<P>(
  rule: Rule,
  flavor: Flavor | undefined,
  findings: LintFinding[],
  check: () => Iterable<P>,
  add: (problem: P) => void,
): void {
  try {
    for (const problem of check()) add(problem);
  } catch (error) {
    findings.push(
      toFinding(linterFault, "error", flavor, {
        message: `rule ${rule.id} failed: ${error instanceof Error ? error.message : String(error)}`,
        at: flavor?.here,
        hint: "a fault of the linter, not of the flavor: please report it",
      }),
    );
  }
}

/** Not in the catalogue: it says nothing of flavors. */
export const linterFault = { id: "FL000", name: "linter-fault" } as const satisfies Pick<RuleMeta, "id" | "name">;

function toFinding(
  rule: Pick<RuleMeta, "id" | "name">,
  severity: Severity,
  flavor: Flavor | undefined,
  problem: AnyProblem,
  document?: AnySource,
): LintFinding {
  const { at } = problem;
  const source = flavor?.definition.source ?? document;
  const place = at && source?.locate(at.path, at.key);
  return {
    code: rule.id,
    rule: rule.name,
    severity,
    subject: problem.subject ?? flavor?.subject ?? "",
    message: problem.message,
    ...(source === undefined ? {} : { file: source.file }),
    ...(place === undefined ? {} : { line: place.line, column: place.column }),
    ...(at === undefined ? {} : { path: at.path.join("."), field: at.field }),
    ...(problem.team === undefined ? {} : { team: problem.team }),
    ...(problem.seen === undefined ? {} : { seen: problem.seen }),
    ...(problem.allowed === undefined ? {} : { allowed: problem.allowed }),
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
    ...(problem.fix === undefined ? {} : { fix: problem.fix }),
    ...(problem.notChecked === undefined ? {} : { notChecked: problem.notChecked }),
  };
}

/** A value that is known only at run time is said, never passed. */
function* unresolvedOf(flavor: Flavor): Iterable<LintFinding> {
  const { fields, specs } = flavor.definition;
  const say = (value: unknown, what: string, at: Problem["at"]): LintFinding[] =>
    value instanceof Unresolved
      ? [
          toFinding({ id: "FL815", name: "unknown-at-plan-time" }, "info", flavor, {
            message: `${what} is known only when the program runs: not checked`,
            at,
            seen: value.expression,
            notChecked: true,
          }),
        ]
      : [];
  for (const [field, { value }] of fields) yield* say(value, field, flavor.at(field));
  for (const { key, value } of specs) yield* say(value, key, flavor.atSpec(key));
}

function isDefinition(flavor: FlavorDefinition | FlavorInput): flavor is FlavorDefinition {
  return "fields" in flavor && flavor["fields"] instanceof Map;
}
