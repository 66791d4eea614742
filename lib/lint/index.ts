// SPDX-License-Identifier: Apache-2.0
export { type LintFinding, sortLintFindings } from "./finding.ts";
export type { FixEdit } from "./fix.ts";
export type { Fix, Problem, RuleMeta, Spot } from "./rule.ts";
