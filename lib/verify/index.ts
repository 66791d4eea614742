// SPDX-License-Identifier: Apache-2.0
export type { CheckResult, TeamVerdict } from "./check.ts";
export * from "./kubernetes/index.ts";
export * from "./openstack/index.ts";
export { mergeVerdicts, verdictOf } from "./verdict.ts";
