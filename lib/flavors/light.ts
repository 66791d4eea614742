// SPDX-License-Identifier: Apache-2.0
// Everything but what reads events: their schema takes longer to load than a lint of a file.
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
export { Flavor } from "./flavor.ts";
export { fromInput } from "./input.ts";
export { type FlavorLintConfig, readFlavorLintConfig, type ReadFlavorLintConfig, userRulesOf } from "./config.ts";
export { type FlavorLintOptions, lintFlavors } from "./lint.ts";
export type * from "./live/facts.ts";
export type { Profile } from "./profile.ts";
export { findProfile, profiles } from "./profiles/index.ts";
export { readFlavorText, type ReadFlavorText, type ReadFlavorTextOptions } from "./readers/index.ts";
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
export { type Caps, defaultSettings, type FlavorSettings, type Requirement } from "./settings.ts";
export type { Usage } from "./usage/usage.ts";
