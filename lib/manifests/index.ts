// SPDX-License-Identifier: Apache-2.0
export * from "./fields.ts";
export { type ManifestLintConfig, minorOf, noManifestConfig, podSecurityLevels, readManifestConfig } from "./config.ts";
export * from "./guards.ts";
export * from "./image.ts";
export { findManifestProblems, lintManifests, type ManifestLintOptions, suppressionRule } from "./lint.ts";
export { Manifest, type ManifestSource } from "./manifest.ts";
export { type ReadManifests, readManifests, type ReadManifestsOptions } from "./read.ts";
export * from "./network/index.ts";
export type { Container, Pod, PodOwner } from "./pod.ts";
export type {
  ContainerRule,
  ManifestContext,
  ManifestExample,
  ManifestRule,
  ObjectRule,
  PodRule,
  SetProblem,
  SetRule,
} from "./rule.ts";
export { rules } from "./rules/index.ts";
export { kindOf, manifestSet } from "./set.ts";
export { findManifestRule, showManifestExample, type ShownManifestExample } from "./show.ts";
export { defaultSettings, type ManifestSet, type ManifestSettings, type PodSecurityLevel } from "./settings.ts";
export * from "./operators/index.ts";
export * from "./quota/index.ts";
