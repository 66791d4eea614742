// SPDX-License-Identifier: Apache-2.0
import type { FixEdit } from "../fix.ts";
import type { AppliedEdits, EditKind } from "./edit.ts";
import type { OpenEditor } from "./passes.ts";

export type { AppliedEdits, EditKind, SkippedEdit } from "./edit.ts";

/**
 * Applies the edits of fixes to a text; comments and all that they do not touch stay as they are. Of edits that contradict each
 * other the first wins. What is so already is left alone, so that a second run has nothing to do. What the format cannot say, or what would change
 * something else too, is skipped with a reason. Never rejects for what the text says.
 */
export async function applyEdits(text: string, kind: EditKind, edits: readonly FixEdit[]): Promise<AppliedEdits> {
  // Only those who fix something need to load this.
  const [{ runPasses }, open] = await Promise.all([import("./passes.ts"), opener(kind)]);
  return runPasses(text, edits, open);
}

async function opener(kind: EditKind): Promise<OpenEditor> {
  switch (kind) {
    case "json":
      return (await import("./json.ts")).openJson;
    case "hcl":
      return (await import("./hcl.ts")).openHcl;
    default:
      return (await import("./yaml.ts")).openYaml;
  }
}
