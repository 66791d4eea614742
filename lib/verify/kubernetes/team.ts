// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../manifests/index.ts";
import type { GuardRails } from "../../model/light.ts";
import type { CheckResult } from "../check.ts";

/** A team's namespace, what was planned for it, and the team's own way in. */
export interface KubernetesTeam {
  /** Id of the team: what results carry. */
  readonly id: string;
  /** Id of the event. */
  readonly event: string;
  readonly namespace: string;
  /** Text of the team's own kubeconfig. Nothing is asked with any other right. */
  readonly kubeconfig: string;
  /** When the credential must have ended, ISO 8601. */
  readonly credentialsExpire: string;
  /** What the plan puts into the namespace, as the chart renders it: what is found is compared with it. */
  readonly planned: readonly Fields[];
  /** Namespaces of the other teams in the same cluster. */
  readonly others: readonly string[];
  /** Storage classes of the cluster, without its default one: a team cannot list them itself. @default none is tried */
  readonly storageClasses?: readonly string[] | undefined;
  /** What the organizers allow besides. @default no probes of what only they forbid */
  readonly guardRails?: GuardRails | undefined;
}

export interface VerifyKubernetesOptions {
  /** Teams at the same time. @default 4 */
  readonly parallel?: number | undefined;
  /** Requests of one team in flight at once. @default 8 */
  readonly concurrency?: number | undefined;
  /** Time limit of one exchange, ms. @default 30000 */
  readonly timeoutMs?: number | undefined;
  /** Called for each result as it comes. */
  readonly onResult?: ((result: CheckResult) => void) | undefined;
  /** Once it is aborted nothing new is asked: what was not asked yet is `unknown`. */
  readonly signal?: AbortSignal | undefined;
  /** @default the time when it is called */
  readonly now?: Date | undefined;
}
