// SPDX-License-Identifier: Apache-2.0

/** One line of `doctor`. */
export interface Check {
  readonly name: string;
  readonly state: "ok" | "warn" | "fail" | "skipped";
  /** What was found, for `skipped` why not. */
  readonly seen: string;
  readonly needed: string;
  /** Command or sentence that mends it; absent when ok or when none is known. */
  readonly fix?: string | undefined;
}
