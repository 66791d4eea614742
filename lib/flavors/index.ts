// SPDX-License-Identifier: Apache-2.0
// Nothing behind this door loads zod: it takes longer than a lint of a file.
export {
  type FlavorDefinition,
  type FlavorField,
  type FlavorFormat,
  flavorFields,
  flavorFormats,
  type FlavorSource,
  Unresolved,
  type Written,
  type WrittenSpec,
} from "./definition.ts";
export {
  type AnyExample,
  eventHead,
  type EventReader,
  exampleNow,
  filled,
  lintExample,
  showExample,
  type ShownExample,
} from "./examples.ts";
export { readFlavorTables } from "./documented.ts";
export { Flavor } from "./flavor.ts";
export { fromInput } from "./input.ts";
export { type FlavorLintConfig, readFlavorLintConfig, type ReadFlavorLintConfig, userRulesOf } from "./config.ts";
export { type FlavorLintOptions, lintFlavors, rulesThatRun } from "./lint.ts";
export type * from "./live/facts.ts";
export { candidateQueries } from "./live/queries.ts";
export type { Profile } from "./profile.ts";
export { findProfile, profiles } from "./profiles/index.ts";
export {
  type FlavorText,
  readFlavorText,
  type ReadFlavorText,
  type ReadFlavorTextOptions,
  readFlavorTexts,
} from "./readers/index.ts";
export { newestRelease, oldestRelease, parseRelease, type Release, releaseName, releases } from "./release.ts";
export type {
  CatalogueRule,
  FlavorInput,
  FlavorRule,
  LiveRule,
  Rule,
  RuleContext,
  RuleExample,
  SuppressionRule,
  UsageRule,
} from "./rule.ts";
export { findRule, rules } from "./rules/index.ts";
export {
  type Caps,
  defaultSettings,
  type DocumentedFlavor,
  type FlavorSettings,
  type Requirement,
} from "./settings.ts";
export { type EventLintOptions, lintEvent } from "./usage/lint-event.ts";
export type { Usage } from "./usage/usage.ts";
