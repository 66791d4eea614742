// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from "node:util";
import type { FixEdit } from "../fix.ts";
import { editData } from "./data.ts";
import { type AppliedEdits, type Change, type Editor, pathWord, type SkippedEdit } from "./edit.ts";

/** Opens a text for edits; a text: why it cannot. */
export type OpenEditor = (text: string) => Promise<Editor | string>;

/**
 * Applies edits in passes. All that do not touch each other are planned against one parse; those that need the outcome of another
 * (two keys of a map that is not there yet) wait for the next pass. Values go first, then keys, items of lists at the end, so
 * that no path is changed under an edit that waits.
 */
export async function runPasses(text: string, edits: readonly FixEdit[], open: OpenEditor): Promise<AppliedEdits> {
  const { chosen, skipped, twins } = choose(edits);
  const done = new Set<FixEdit>();
  let now = text;
  for (const group of groupsOf(chosen)) {
    let waiting = group;
    while (waiting.length > 0) {
      const pass = await onePass(now, waiting, open);
      now = pass.text;
      for (const edit of pass.done) done.add(edit);
      skipped.push(...pass.skipped);
      waiting = pass.waiting;
    }
  }
  const applied = edits.filter((edit) => done.has(edit) || done.has(twins.get(edit) ?? edit));
  const order = new Map(edits.map((edit, index) => [edit, index]));
  const later = edits.flatMap((edit): SkippedEdit[] => {
    const first = twins.get(edit);
    const reason = first && skipped.find((each) => each.edit === first)?.reason;
    return reason === undefined ? [] : [{ edit, reason }];
  });
  const all = [...skipped, ...later].toSorted((a, b) => (order.get(a.edit) ?? 0) - (order.get(b.edit) ?? 0));
  return { text: now, applied, skipped: all };
}

/** Of edits that contradict each other the first is taken; of equal ones, one. */
function choose(edits: readonly FixEdit[]): {
  readonly chosen: readonly FixEdit[];
  readonly skipped: SkippedEdit[];
  readonly twins: ReadonlyMap<FixEdit, FixEdit>;
} {
  const taken = new Map<string, FixEdit>();
  /** Paths above an edit that changes values: nothing may take them away. */
  const above = new Set<string>();
  const chosen: FixEdit[] = [];
  const skipped: SkippedEdit[] = [];
  const twins = new Map<FixEdit, FixEdit>();
  for (const edit of edits) {
    const words = edit.path.map((_, index) => pathWord(edit.path.slice(0, index + 1)));
    const own = words.at(-1) ?? "";
    const same = taken.get(own);
    // A new name is a place too: two keys cannot both get it.
    const target = edit.op === "rename" ? pathWord([...edit.path.slice(0, -1), edit.key]) : own;
    const parent = words.slice(0, -1).find((word) => (taken.get(word)?.op ?? "rename") !== "rename");
    if (same && isDeepStrictEqual(same, edit)) twins.set(edit, same);
    else if (same || taken.has(target) || parent !== undefined || (edit.op !== "rename" && above.has(own)))
      skipped.push({ edit, reason: "another fix changes the same place" });
    else {
      taken.set(own, edit);
      taken.set(target, edit);
      for (const word of words.slice(0, -1)) above.add(word);
      chosen.push(edit);
    }
  }
  return { chosen, skipped, twins };
}

function groupsOf(edits: readonly FixEdit[]): FixEdit[][] {
  const isItem = ({ op, path }: FixEdit): boolean => op === "remove" && typeof path.at(-1) === "number";
  const items = edits.filter((edit) => isItem(edit));
  return [
    edits.filter((edit) => edit.op !== "rename" && !isItem(edit)),
    // Inner keys first: their paths hold the outer ones.
    edits.filter(({ op }) => op === "rename").toSorted((a, b) => b.path.length - a.path.length),
    // Each alone, the last item first: the others keep their numbers.
    ...items.toSorted((a, b) => Number(b.path.at(-1)) - Number(a.path.at(-1))).map((edit) => [edit]),
  ];
}

interface Pass {
  readonly text: string;
  readonly done: readonly FixEdit[];
  readonly skipped: readonly SkippedEdit[];
  readonly waiting: FixEdit[];
}

async function onePass(text: string, edits: readonly FixEdit[], open: OpenEditor): Promise<Pass> {
  const editor = await open(text);
  if (typeof editor === "string")
    return { text, done: [], skipped: edits.map((edit) => ({ edit, reason: editor })), waiting: [] };
  const taken = new Ranges();
  const done: FixEdit[] = [];
  const changing: FixEdit[] = [];
  const skipped: SkippedEdit[] = [];
  const waiting: FixEdit[] = [];
  const changes: Change[] = [];
  /** Changes that several edits ask for: one text in several places. */
  const same = new Set<string>();
  for (const edit of edits) {
    const plan = editor.plan(edit, edits);
    const word = JSON.stringify(plan);
    if (typeof plan === "string") skipped.push({ edit, reason: plan });
    else if (plan.length === 0) done.push(edit);
    else if (same.has(word)) changing.push(edit);
    else if (taken.take(plan)) {
      same.add(word);
      changes.push(...plan);
      changing.push(edit);
    } else waiting.push(edit);
  }
  if (changing.length === 0) return { text, done, skipped, waiting: [] };
  const made = applyChanges(text, changes);
  if (await isTrue(editor, changing, made, open)) return { text: made, done: [...done, ...changing], skipped, waiting };
  const [only] = changing;
  if (changing.length === 1 && only)
    return { text, done, skipped: [...skipped, { edit: only, reason: "it would change something else too" }], waiting };
  // One of them is at fault: one after the other.
  let now = text;
  const rest: Pass[] = [];
  for (const edit of changing) {
    const pass = await onePass(now, [edit], open);
    now = pass.text;
    rest.push(pass);
  }
  return {
    text: now,
    done: [...done, ...rest.flatMap((pass) => pass.done)],
    skipped: [...skipped, ...rest.flatMap((pass) => pass.skipped)],
    waiting,
  };
}

/** The new text says what the old one and the edits say, and nothing else. */
async function isTrue(before: Editor, edits: readonly FixEdit[], text: string, open: OpenEditor): Promise<boolean> {
  const after = await open(text);
  if (typeof after === "string") return false;
  const data = before.data?.();
  if (data === undefined || !after.data) return true;
  const wanted = edits.reduce<unknown>((whole, edit) => editData(whole, edit), data);
  return isDeepStrictEqual(after.data(), wanted);
}

/** Ranges that are taken: a change may not even touch one of them, but insertions may stand beside each other. */
class Ranges {
  /** In the order of the text; they do not overlap. */
  readonly #taken: Change[] = [];

  take(changes: readonly Change[]): boolean {
    if (changes.some((change) => this.#meets(change))) return false;
    for (const change of changes) this.#taken.splice(this.#after(change.start), 0, change);
    return true;
  }

  #meets(change: Change): boolean {
    for (let index = this.#after(change.end) - 1; index >= 0; index--) {
      const other = this.#taken[index];
      if (!other || other.end < change.start) return false;
      if (!other.stacks || !change.stacks || other.start !== change.start) return true;
    }
    return false;
  }

  /** Index of the first one that starts after the offset. */
  #after(offset: number): number {
    let [low, high] = [0, this.#taken.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#taken[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function applyChanges(text: string, changes: readonly Change[]): string {
  let made = "";
  let offset = 0;
  for (const change of changes.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    made += text.slice(offset, change.start) + change.text;
    offset = change.end;
  }
  return made + text.slice(offset);
}
