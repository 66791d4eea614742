// SPDX-License-Identifier: Apache-2.0
import type { LiveError } from "../../live/index.ts";

/** Who said no to a request. `other`: the request itself was not right, so nothing is proven. */
export type RefusedBy = "rights" | "pod-security" | "policy" | "quota" | "limits" | "other";

const words: readonly (readonly [Exclude<RefusedBy, "other">, RegExp])[] = [
  ["pod-security", /violates PodSecurity/],
  ["policy", /ValidatingAdmissionPolicy '|admission webhook "/],
  ["quota", /exceeded quota: |failed quota: /],
  ["limits", /(maximum|minimum) .{1,60} usage per |limit to request ratio/],
  ["rights", /cannot [a-z]+ resource "|attempting to grant RBAC permissions not currently held|is forbidden: User "/],
];

/** Reads it from the apiserver's words: 403 comes from the authorizer and from most admission plugins, 422 from policies and bad objects. */
export function refusedBy({ message, details }: LiveError): RefusedBy {
  if (details.status !== 403 && details.status !== 422) return "other";
  return words.find(([, pattern]) => pattern.test(message))?.[0] ?? "other";
}
