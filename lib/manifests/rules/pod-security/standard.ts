// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import type { Pod } from "../../pod.ts";
import { type PodSecurity, podSecurityOf } from "../../pod-security-level.ts";
import type { PodRule } from "../../rule.ts";

/** One check of a Pod Security Standard. */
export interface StandardCheck extends Omit<PodRule, "scope" | "severity" | "sources" | "check"> {
  readonly standard: "baseline" | "restricted";
  /** File of the check upstream, in `policy/` of k8s.io/pod-security-admission. */
  readonly upstream: string;
  /** First minor version whose standard has the check. @default 0 */
  readonly since?: number | undefined;
  /** Asked only where the standard is in force. */
  check(this: void, pod: Pod, security: PodSecurity): Iterable<Problem>;
}

/** A rule that looks where its standard is in force: baseline's checks count at restricted too. */
export function standardRule({ standard, upstream, since = 0, check, ...rule }: StandardCheck): PodRule {
  return {
    ...rule,
    scope: "pod",
    severity: "error",
    sources: [
      `https://kubernetes.io/docs/concepts/security/pod-security-standards/#${standard}`,
      `k8s.io/pod-security-admission policy/${upstream}`,
    ],
    *check(pod, context) {
      const security = podSecurityOf(pod.owner.namespace, context);
      if (security.level === "privileged" || security.minor < since) return;
      if (standard === "restricted" && security.level !== "restricted") return;
      for (const problem of check(pod, security)) yield pod.bare ? problem : { ...problem, hint: silent(pod, problem) };
    },
  };
}

/** Admission refuses pods only. What makes them is taken, and tries in vain. */
function silent({ owner }: Pod, { hint }: Problem): string {
  const clause = `the apiserver only warns about the ${owner.kind}, then no pod of it is made`;
  return hint === undefined ? clause : `${hint}; ${clause}`;
}
