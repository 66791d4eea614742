// SPDX-License-Identifier: Apache-2.0
import type { FieldType, Piece } from "./template-pieces.ts";

/** One step of the matcher; `next` and `targets` are numbers of steps, always greater than the step's own. */
export type Step =
  | { readonly op: "text"; readonly text: string; readonly next: number }
  | { readonly op: "field"; readonly name: string; readonly type: FieldType; readonly next: number }
  /** Alternatives of a group in their order, last the way round it. */
  | { readonly op: "fork"; readonly group: number; readonly targets: readonly number[] }
  | { readonly op: "end" };

/** The pieces as a flat graph. Every edge leads to a later step, so that no walk is longer than there are steps. */
export function assemble(pieces: readonly Piece[]): Step[] {
  // Built from the end, where the number of the following step is known, then turned round.
  const backwards: Step[] = [{ op: "end" }];
  lay(pieces, 0, backwards);
  const last = backwards.length - 1;
  return backwards
    .map((step): Step => {
      if (step.op === "end") return step;
      if (step.op === "fork") return { ...step, targets: step.targets.map((target) => last - target) };
      return { ...step, next: last - step.next };
    })
    .toReversed();
}

/** Puts the pieces before step `next`; returns the number of the first one. */
function lay(pieces: readonly Piece[], next: number, steps: Step[]): number {
  let first = next;
  for (const piece of pieces.toReversed()) {
    if (piece.kind === "group") {
      const after = first;
      const targets = piece.alternatives.map((alternative) => lay(alternative, after, steps));
      first = steps.push({ op: "fork", group: piece.group, targets: [...targets, after] }) - 1;
    } else if (piece.kind === "text") {
      first = steps.push({ op: "text", text: piece.text, next: first }) - 1;
    } else {
      first = steps.push({ op: "field", name: piece.name, type: piece.type, next: first }) - 1;
    }
  }
  return first;
}
