// SPDX-License-Identifier: Apache-2.0

/** What a cloud said about flavors and what they need; read by `lib/live`, never changed. Absent: not asked or not allowed. */
export interface CloudFacts {
  /** Name in clouds.yaml. */
  readonly cloud: string;
  readonly region?: string | undefined;
}
