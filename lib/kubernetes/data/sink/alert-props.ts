// SPDX-License-Identifier: Apache-2.0

/** When to say that the bridge falls behind. */
export interface LagAlert {
  /** Messages of a topic that nobody has read yet. @default 10000 */
  readonly messages?: number | undefined;
  /** For how long. @default 10 */
  readonly minutes?: number | undefined;
  /** Label `severity` of the alerts. @default "warning" */
  readonly severity?: string | undefined;
  /** Labels by which the organizers' Prometheus picks rules. @default - none */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}
