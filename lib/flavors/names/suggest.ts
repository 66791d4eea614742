// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../flavor.ts";
import { parseName } from "./template-match.ts";
import { printName } from "./template-print.ts";
import type { NameTemplate, Piece } from "./template.ts";

/** Nova's longest name. */
const longest = 255;

/**
 * A name of the scheme for the flavor: sizes as the flavor has them, the rest (`g3`, `4xiops`) as far as its present name
 * seems to say it. Undefined when something is missing that every name of the scheme has.
 */
export function suggestName(template: NameTemplate, flavor: Flavor): string | undefined {
  const { name } = flavor;
  if (name === undefined || name.length > longest) return undefined;
  const runs = cut(name.toLowerCase());
  const fields = new Map<string, number>();
  for (const label of labelsOf(template.pieces)) {
    const value = valueBeside(runs, label);
    if (value !== undefined && !fields.has(label.field)) fields.set(label.field, value);
  }
  for (const [field, size] of sizesOf(flavor)) fields.set(field, size);
  const suggestion = printName(template, { fields, tokens: new Set(runs) });
  // A size may have no spelling in the scheme: half a GiB of swap.
  return suggestion !== undefined && parseName(template, suggestion) ? suggestion : undefined;
}

/** Sizes of a flavor as a template's fields; only those that are known. */
function sizesOf({ vcpus, ram, disk, ephemeral, swap }: Flavor): [string, number][] {
  const sizes: [string, number | undefined][] = [
    ["vcpus", vcpus],
    ["ramGiB", ram === undefined ? undefined : ram / 1024],
    ["ramMiB", ram],
    ["disk", disk],
    ["ephemeral", ephemeral],
    ["swapGiB", swap === undefined ? undefined : swap / 1024],
    ["swapMiB", swap],
  ];
  return sizes.filter((size): size is [string, number] => size[1] !== undefined);
}

/** The letters beside a field, in lower case: those before it, or if there are none, those after it. */
interface Label {
  readonly field: string;
  readonly letters: string;
  readonly side: "before" | "after";
}

function labelsOf(pieces: readonly Piece[]): Label[] {
  return pieces.flatMap((piece, index): Label[] => {
    if (piece.kind === "group") return piece.alternatives.flatMap(labelsOf);
    if (piece.kind === "text") return [];
    const before = cut(textOf(pieces[index - 1])).at(-1);
    if (before !== undefined && textOf(pieces[index - 1]).endsWith(before))
      return [{ field: piece.name, letters: before, side: "before" }];
    const after = cut(textOf(pieces[index + 1]))[0];
    return after !== undefined && textOf(pieces[index + 1]).startsWith(after)
      ? [{ field: piece.name, letters: after, side: "after" }]
      : [];
  });
}

function textOf(piece: Piece | undefined): string {
  return piece?.kind === "text" ? piece.text.toLowerCase() : "";
}

function valueBeside(runs: readonly string[], { letters, side }: Label): number | undefined {
  const beside = runs.find(
    (run, index) => /^[0-9]{1,12}$/.test(run) && runs[side === "before" ? index - 1 : index + 1] === letters,
  );
  return beside === undefined ? undefined : Number(beside);
}

/** Runs of letters and runs of digits; everything else separates. */
function cut(text: string): string[] {
  return text.match(/[a-z]+|[0-9]+/g) ?? [];
}
