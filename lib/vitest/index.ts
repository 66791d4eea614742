// SPDX-License-Identifier: Apache-2.0
import type { MatchersObject } from "vitest";
import { podSecurityMatchers } from "./pod-security.ts";

export { flavorMatchers, type FlavorMatcherOptions } from "./flavor-lint.ts";
export type { PodSecurityMatcherOptions } from "./pod-security.ts";
export type { MatcherResult } from "./result.ts";

/** For `expect.extend(manifestMatchers)`: what admission, quota and network policies would say of Kubernetes objects. */
export const manifestMatchers = { ...podSecurityMatchers } satisfies MatchersObject;
