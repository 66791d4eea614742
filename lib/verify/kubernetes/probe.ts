// SPDX-License-Identifier: Apache-2.0
import type { CheckResult } from "../check.ts";
import type { Asking } from "./asking.ts";

/** One question to the cluster. */
export interface Probe {
  /** Unique in its check: `create pods/exec in lugano-2022-dwdi`. */
  readonly probe: string;
  readonly expected: CheckResult["expected"];
  /** Where the check's own next step is too general. */
  readonly hint?: string | undefined;
  /**
   * @returns undefined when it is as expected, else what was seen
   * @throws NotAsked, or the cluster's own error: then it is unknown
   */
  ask(): Promise<string | undefined>;
}

/** What is proven about a team's namespace; one a file. */
export interface KubernetesCheck {
  /** Stable, `VK101`. */
  readonly code: string;
  /** Kebab name. */
  readonly name: string;
  /** One sentence: what is true when it is green. */
  readonly proves: string;
  /** Next step when a probe of it is red. */
  readonly hint: string;
  /** The questions; asking the cluster for what they depend on is allowed. */
  probes(asking: Asking): readonly Probe[] | Promise<readonly Probe[]>;
}
