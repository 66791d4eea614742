// SPDX-License-Identifier: Apache-2.0
import type { MatchersObject } from "vitest";
import { isolationMatchers } from "./isolated.ts";
import { quotaMatchers } from "./fit-quota.ts";
import { podSecurityMatchers } from "./pod-security.ts";

export { flavorMatchers, type FlavorMatcherOptions } from "./flavor-lint.ts";
export type { IsolationMatcherOptions } from "./isolated.ts";
export type { QuotaTeam, TeamBounds } from "./fit-quota.ts";
export type { PodSecurityMatcherOptions } from "./pod-security.ts";
export type { MatcherResult } from "./result.ts";

/** For `expect.extend(manifestMatchers)`: what admission, quota and network policies would say of Kubernetes objects. */
export const manifestMatchers = {
  ...isolationMatchers,
  ...podSecurityMatchers,
  ...quotaMatchers,
} satisfies MatchersObject;
