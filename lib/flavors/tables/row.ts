// SPDX-License-Identifier: Apache-2.0

/** Languages of values that Nova writes as a regular expression; `specs/patterns.ts` reads them in linear time. */
export type ValuePattern = "cpus" | "excluded-cpus" | "page-size" | "pmem" | "aliases" | "decimal";

/** What Nova's validator asks of a value, nova/api/validation/extra_specs/base.py. Numbers and booleans are read as Python does. */
export type ValueRule =
  | { readonly type: "any" }
  | { readonly type: "bool" }
  | { readonly type: "int"; readonly min?: number; readonly max?: number }
  | { readonly type: "enum"; readonly values: readonly string[] }
  | { readonly type: "pattern"; readonly pattern: ValuePattern };

/** An extra spec of Nova over its releases (major versions). Bounds that are absent: from the oldest, to the newest that we know. */
export interface SpecRow {
  /** The key. Its end may be open: `{n}` digits, `{any}` any text, `{path}` any number of `:word`. */
  readonly key: string;
  /** First release that takes it. */
  readonly since?: number;
  /** First release that does not take it any more. */
  readonly removed?: number;
  /** Nova says itself that it should not be used. */
  readonly deprecated?: true;
  /** Of the newest release that takes it. */
  readonly rule: ValueRule;
  /** Rules of older releases, oldest first; each holds before the release it names. */
  readonly earlier?: readonly { readonly before: number; readonly rule: ValueRule }[];
}

/** Names that came with one release. */
export interface NamesOfRelease {
  /** Nova's major version. */
  readonly since: number;
  /** Version of the library that Nova of that release is used with. */
  readonly library: string;
  /** Separated by blanks: split when first asked for. */
  readonly names: string;
}
