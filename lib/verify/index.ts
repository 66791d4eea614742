// SPDX-License-Identifier: Apache-2.0
export type { CheckResult, TeamVerdict } from "./check.ts";
