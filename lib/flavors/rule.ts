// SPDX-License-Identifier: Apache-2.0
import type { JudgedSuppression, Problem, RuleMeta, SuppressionProblem } from "../lint/index.ts";
import type { Flavor } from "./flavor.ts";
import type { CloudFacts } from "./live/facts.ts";
import type { Release } from "./release.ts";
import type { FlavorSettings } from "./settings.ts";
import type { Usage } from "./usage/usage.ts";

/** What a rule may know beside the flavor. */
export interface RuleContext {
  /** Target release: nova's major version. */
  readonly release: Release;
  readonly settings: FlavorSettings;
}

/** A flavor as the rules' examples write it: the fields of `flavors.yaml`; the base fills in what is missing. */
export interface FlavorInput {
  readonly name?: unknown;
  readonly id?: unknown;
  readonly vcpus?: unknown;
  /** MiB */
  readonly ram?: unknown;
  /** GiB */
  readonly disk?: unknown;
  /** GiB */
  readonly ephemeral?: unknown;
  /** MiB */
  readonly swap?: unknown;
  readonly rxtxFactor?: unknown;
  readonly public?: unknown;
  readonly description?: unknown;
  readonly disabled?: unknown;
  readonly existing?: unknown;
  /** Projects that may use a private flavor. */
  readonly access?: unknown;
  readonly extraSpecs?: Readonly<Record<string, unknown>> | undefined;
  readonly "x-lint"?: unknown;
  /** Any other key is a field that nobody knows. */
  readonly [other: string]: unknown;
}

/** One example: it documents the rule in RULES.md and is its test. */
export interface RuleExample {
  /** What the example shows, a few words. */
  readonly title: string;
  /** Missing name, vcpus (2), ram (4096), disk (20) are filled in; set a field to `undefined` to leave it out. */
  readonly flavors: readonly FlavorInput[];
  /** Options of the run, when the defaults do not show it. */
  readonly options?: ExampleOptions | undefined;
}

export interface ExampleOptions {
  readonly release?: string | undefined;
  readonly profiles?: readonly string[] | undefined;
  readonly settings?: Partial<FlavorSettings> | undefined;
  /** The flavors as they were at `--since`. */
  readonly earlier?: readonly FlavorInput[] | undefined;
  /** Format that the definitions pretend to come from. @default "bivouac" */
  readonly format?: string | undefined;
}

interface WithExamples<Example> {
  /** At least two that the rule finds. */
  readonly failing: readonly Example[];
  /** At least two that look alike and are right. */
  readonly passing: readonly Example[];
}

/** Looks at one flavor at a time. */
export interface FlavorRule extends RuleMeta, WithExamples<RuleExample> {
  readonly scope: "flavor";
  check(flavor: Flavor, context: RuleContext): Iterable<Problem>;
}

/** A problem of a rule that sees several flavors: it says whose. */
export interface CatalogueProblem extends Problem {
  readonly flavor: Flavor;
  /** When the problem is about something that is not there: its name. @default the flavor's */
  readonly subject?: string | undefined;
}

/** Looks at all flavors of one catalogue (a file; for Terraform a folder) together. */
export interface CatalogueRule extends RuleMeta, WithExamples<RuleExample> {
  readonly scope: "catalogue";
  check(flavors: readonly Flavor[], context: RuleContext): Iterable<CatalogueProblem>;
}

/** Compares flavors with what a cloud said. Pure: `lib/live` reads the cloud. */
export interface LiveRule extends RuleMeta, WithExamples<LiveExample> {
  readonly scope: "live";
  check(flavors: readonly Flavor[], cloud: CloudFacts, context: RuleContext): Iterable<LiveProblem>;
}

export interface LiveExample extends RuleExample {
  readonly cloud: Partial<CloudFacts>;
}

/** A problem of a live rule: about a flavor of the files, or about one that only the cloud has (`subject`). */
export interface LiveProblem extends Omit<Problem, "at"> {
  readonly at?: Problem["at"] | undefined;
  readonly flavor?: Flavor | undefined;
  readonly subject?: string | undefined;
  /** The cloud did not let us look: severity info, never a pass. */
  readonly notChecked?: true | undefined;
}

/** Looks at how an event, a stack or a plan uses flavors. */
export interface UsageRule extends RuleMeta, WithExamples<UsageExample> {
  readonly scope: "usage";
  check(usage: Usage, context: RuleContext): Iterable<UsageProblem>;
}

export interface UsageExample {
  readonly title: string;
  /** An event file from `defaults` or `teams` on; what stands before them is filled in. */
  readonly event: string;
  /** The same as it stands now, when the example is a change. */
  readonly earlier?: string | undefined;
  /** The flavors file; absent: the event names none. */
  readonly flavors?: readonly FlavorInput[] | undefined;
  /** What the event's cloud says. @default it was not asked */
  readonly cloud?: Partial<CloudFacts> | undefined;
  readonly options?: ExampleOptions | undefined;
}

/** A problem of a usage rule: it names the place in the event file, or in that of the flavor it names. */
export interface UsageProblem extends Problem {
  readonly flavor?: Flavor | undefined;
  /** Team id, or the event's name. */
  readonly subject: string;
  readonly team?: string | undefined;
  readonly notChecked?: true | undefined;
}

/** Looks at what people wrote to keep other rules quiet; runs after all others. */
export interface SuppressionRule extends RuleMeta, WithExamples<RuleExample> {
  readonly scope: "suppression";
  check(judged: JudgedSuppression): Iterable<SuppressionProblem>;
}

export type Rule = FlavorRule | CatalogueRule | LiveRule | UsageRule | SuppressionRule;
