// SPDX-License-Identifier: Apache-2.0

/** What one check of one team came to. */
export interface CheckResult {
  /** Id of the team. */
  readonly team: string;
  /** Where it was asked. */
  readonly system: "kubernetes" | "openstack";
  /** Stable, `VK101` or `VO101`: one a kind of check. */
  readonly code: string;
  /** Kebab name of the check, `other-namespaces`. */
  readonly check: string;
  /** What exactly was asked, `create pods/exec in lugano-2022-dwdi`. Unique among the results of a check and a team. */
  readonly probe: string;
  readonly expected: "allowed" | "refused" | "present" | "absent";
  /** `ok`: as expected; `red`: not; `unknown`: it could not be asked, which is no proof either. */
  readonly outcome: "ok" | "red" | "unknown";
  /** What was seen instead, or why it could not be asked. Absent when ok. */
  readonly seen?: string | undefined;
  /** The next step for whoever may mend it. */
  readonly hint?: string | undefined;
}

/** All checks of one team, and how long they took. */
export interface TeamVerdict {
  readonly team: string;
  /** True when every check is ok. */
  readonly go: boolean;
  readonly results: readonly CheckResult[];
  readonly seconds: number;
}
