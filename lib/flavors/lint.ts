// SPDX-License-Identifier: Apache-2.0
import {
  type JudgedSuppression,
  type LintFinding,
  type OwnedFinding,
  type Problem,
  type RuleMeta,
  sortLintFindings,
  suppress,
} from "../lint/index.ts";
import type { Path, Place, Severity } from "../model/light.ts";
import type { FlavorDefinition } from "./definition.ts";
import { Flavor } from "./flavor.ts";
import { fromInput } from "./input.ts";
import type { CloudFacts } from "./live/facts.ts";
import { type FlavorLintOptions, prepare } from "./options.ts";
import type {
  CatalogueProblem,
  FlavorInput,
  FlavorRule,
  LiveProblem,
  Rule,
  RuleContext,
  SuppressionRule,
  UsageProblem,
} from "./rule.ts";
import { rules as allRules } from "./rules/index.ts";
import { ignoresOf } from "./suppressions.ts";
import { unknownAtPlanTime, unresolvedOf } from "./unresolved.ts";
import type { Usage } from "./usage/usage.ts";

export type { FlavorLintOptions } from "./options.ts";

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
  const catalogueOf = options.catalogueOf ?? (({ catalogue }) => catalogue);
  const catalogues = Map.groupBy(views, (view) => catalogueOf(view.definition.source));
  const findings: Found[] = [];
  for (const view of views)
    for (const problem of unresolvedOf(view))
      findings.push({
        finding: toFinding(unknownAtPlanTime, "info", view, problem),
        owner: view.definition,
      });
  const known = [...allRules, ...(options.userRules ?? [])];
  for (const rule of known.filter(isOn)) {
    const add = (flavor: Flavor | undefined, problem: AnyProblem, source?: AnySource): void => {
      const severity = problem.notChecked ? "info" : severityOf(rule, problem.severity);
      findings.push({ finding: toFinding(rule, severity, flavor, problem, source), owner: flavor?.definition });
    };
    const fault = (flavor: Flavor | undefined, error: unknown): void => {
      findings.push({ finding: faultOf(rule, flavor, error), owner: flavor?.definition });
    };
    if (rule.scope === "flavor") checkEach(rule, views, context, add, fault);
    else if (rule.scope === "catalogue") {
      for (const members of catalogues.values())
        guard(
          () => rule.check(members, context),
          (problem: CatalogueProblem) => add(problem.flavor, problem),
          (error) => fault(members[0], error),
        );
    } else if (rule.scope === "live") {
      for (const cloud of clouds)
        guard(
          () => rule.check(views, cloud, context),
          (problem: LiveProblem) => add(problem.flavor, problem),
          (error) => fault(undefined, error),
        );
    } else if (rule.scope === "usage" && options.usage) {
      const usage: Usage = { ...options.usage, flavors: views, cloud: clouds[0] };
      guard(
        () => rule.check(usage, context),
        (problem: UsageProblem) => add(problem.flavor, problem, usage.document),
        (error) => fault(undefined, error),
      );
    }
  }
  const { findings: marked, judged } = suppress(findings, {
    ignores: ignoresOf(
      views.map(({ definition }) => definition),
      options,
    ),
    rules: known,
    ran: (rule) => isOn(rule as Rule) && hasFacts(rule as Rule, options),
    looked: views.map(({ definition }) => definition.source),
    now: options.now ?? new Date(),
  });
  for (const rule of known)
    if (rule.scope === "suppression" && isOn(rule)) marked.push(...judge(rule, judged, severityOf));
  return sortLintFindings(options.keepSuppressed === true ? marked : marked.filter((each) => !each.suppressed));
}

/** The rules that these options run, user rules too. @throws TypeError as `lintFlavors` */
export function rulesThatRun(options: FlavorLintOptions): Rule[] {
  const { isOn } = prepare(options);
  return [...allRules, ...(options.userRules ?? [])].filter((rule) => isOn(rule) && hasFacts(rule, options));
}

type Found = OwnedFinding & { readonly owner?: FlavorDefinition | undefined };

/** Live and usage rules run only when there is something to look at. */
function hasFacts({ scope }: Rule, { cloud, usage }: FlavorLintOptions): boolean {
  return scope === "live" ? cloud !== undefined : scope === "usage" ? usage !== undefined : true;
}

function* judge(
  rule: SuppressionRule,
  judged: readonly JudgedSuppression[],
  severityOf: (rule: Rule, own: Severity | undefined) => Severity,
): Iterable<LintFinding> {
  for (const each of judged) {
    const { at, path } = each.ignore;
    for (const problem of rule.check(each)) {
      const spot = { path: problem.at?.path ?? path, key: problem.at?.key, field: "x-lint" };
      const source = { file: at.file ?? "", locate: (way: Path, key?: boolean) => at.locate?.(way, key) };
      const finding = toFinding(
        rule,
        severityOf(rule, undefined),
        undefined,
        { ...problem, at: spot, subject: at.subject ?? "" },
        source,
      );
      yield at.file === undefined ? { ...finding, file: undefined } : finding;
    }
  }
}

interface AnyProblem extends Omit<Problem, "at"> {
  readonly at?: Problem["at"] | undefined;
  readonly subject?: string | undefined;
  readonly team?: string | undefined;
  readonly notChecked?: true | undefined;
}

/** Where problems without a flavor stand: the event's file. */
interface AnySource {
  readonly file: string;
  locate(path: Path, key?: boolean): Place | undefined;
}

/** Each cloud knows those that were asked before it. */
function cloudsOf(cloud: FlavorLintOptions["cloud"]): readonly CloudFacts[] {
  if (cloud === undefined) return [];
  if (!Array.isArray(cloud)) return [cloud as CloudFacts];
  const all = cloud as readonly CloudFacts[];
  return all.map((facts, index) => (index === 0 ? facts : { ...facts, others: all.slice(0, index) }));
}

/** All flavors, one after the other; one that the rule fails on does not keep it from the next. */
function checkEach(
  rule: FlavorRule,
  flavors: readonly Flavor[],
  context: RuleContext,
  add: (flavor: Flavor, problem: Problem) => void,
  fault: (flavor: Flavor | undefined, error: unknown) => void,
): void {
  let next = 0;
  // The guard is outside of the loop: a rule runs over 20,000 flavors without a closure for each.
  while (next < flavors.length) {
    try {
      for (; next < flavors.length; next++) {
        const flavor = flavors[next] as Flavor;
        for (const problem of rule.check(flavor, context)) add(flavor, problem);
      }
    } catch (error) {
      fault(flavors[next++], error);
    }
  }
}

/** Runs one rule; its own fault becomes a finding about the linter. */
function guard<P>(check: () => Iterable<P>, add: (problem: P) => void, fault: (error: unknown) => void): void {
  try {
    for (const problem of check()) add(problem);
  } catch (error) {
    fault(error);
  }
}

function faultOf(rule: Rule, flavor: Flavor | undefined, error: unknown): LintFinding {
  return toFinding(linterFault, "error", flavor, {
    message: `rule ${rule.id} failed: ${error instanceof Error ? error.message : String(error)}`,
    at: flavor?.here,
    hint: "a fault of the linter, not of the flavor: please report it",
  });
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

function isDefinition(flavor: FlavorDefinition | FlavorInput): flavor is FlavorDefinition {
  return "fields" in flavor && flavor["fields"] instanceof Map;
}
