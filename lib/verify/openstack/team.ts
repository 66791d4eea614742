// SPDX-License-Identifier: Apache-2.0
import type { CloudConfig } from "../../live/index.ts";
import type { CheckResult } from "../check.ts";

/** A team and its own way into the cloud. */
export interface OpenStackTeam {
  /** Id of the team: what results carry. */
  readonly id: string;
  /** Name of its project and user, `lugano-2022-dwdi`. */
  readonly name: string;
  readonly projectId: string;
  /** The team's own login: a name in clouds.yaml, or a cloud read from the team's clouds.yaml with `findCloud`. */
  readonly cloud: string | CloudConfig;
  /** When its credential must have ended, ISO 8601. @default - not checked, only that it ends at all */
  readonly credentialsExpire?: string | undefined;
  /** Names of the roles that its token may carry; the first one it must carry. @default ["member", "reader"] */
  readonly roles?: readonly string[] | undefined;
}

export interface VerifyOpenStackOptions {
  /** Teams whose objects are tried. They log in too, to say what they own. Include the verified teams. @default the verified teams */
  readonly against?: readonly OpenStackTeam[] | undefined;
  /**
   * Adds probes that would do harm if the cloud let them through: deletes, reboots, attachments, servers booted on
   * another team's objects. For rehearsals and lab tests, never on a live event. What they make is removed again.
   * @default false: only probes that change nothing even when they are allowed
   */
  readonly destructive?: boolean | undefined;
  /**
   * Adds probes of gaps in the services themselves that no configuration closes (docs/verify-openstack.md names them):
   * red on every cloud of that release.
   * @default false
   */
  readonly gaps?: boolean | undefined;
  /** Types in the catalog that need no proof here, because no team may use them or somebody else proves it. @default [] */
  readonly acceptedServices?: readonly string[] | undefined;
  /** Called for each result as it comes. */
  readonly onResult?: ((result: CheckResult) => void) | undefined;
  /** No new question is asked after it is aborted; the promise is then rejected with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Time limit of one exchange, ms. @default 60000 */
  readonly timeoutMs?: number | undefined;
  /** Requests in flight at once per team. @default 8 */
  readonly concurrency?: number | undefined;
}
