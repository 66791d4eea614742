// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../../model/light.ts";
import type { FixEdit } from "../fix.ts";

/** Formats that edits are applied to; Terraform's is `hcl`. */
export type EditKind = "yaml" | "json" | "hcl";

export interface SkippedEdit {
  readonly edit: FixEdit;
  /** One half sentence: `the value is an expression`. */
  readonly reason: string;
}

export interface AppliedEdits {
  readonly text: string;
  /** Edits that are true of the text now, in the order given; those that were so before too. */
  readonly applied: readonly FixEdit[];
  readonly skipped: readonly SkippedEdit[];
}

/** A change of the text: the range becomes `text`. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** An insertion beside which others may stand at the same offset, in order. */
  readonly stacks?: boolean | undefined;
}

/** How an edit changes a text: by changes (none: it is so already), or why it cannot. */
export type Plan = readonly Change[] | string;

/** A document that edits are planned against. */
export interface Editor {
  /** @param among all edits of the pass */
  plan(edit: FixEdit, among: readonly FixEdit[]): Plan;
  /** All data of the document, to prove that an edit changed nothing else; absent where nobody can say. */
  data?(): unknown;
}

/** One word for a path: equal paths have equal words. */
export function pathWord(path: Path): string {
  return path.map((step) => JSON.stringify(String(step))).join(",");
}
