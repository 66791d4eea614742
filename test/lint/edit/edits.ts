// SPDX-License-Identifier: Apache-2.0
import { expect } from "vitest";
import { applyEdits, type EditKind, type FixEdit } from "../../../lib/lint/index.ts";

export const set = (
  path: readonly (string | number)[],
  value: string | number | boolean | Record<string, unknown>,
): FixEdit => ({ op: "set", path, value });
export const remove = (...path: readonly (string | number)[]): FixEdit => ({ op: "remove", path });
export const rename = (path: readonly (string | number)[], key: string): FixEdit => ({ op: "rename", path, key });

/** The text after the edits; nothing may be skipped, and a second run may change nothing. */
export async function edited(kind: EditKind, text: string, ...edits: readonly FixEdit[]): Promise<string> {
  const first = await applyEdits(text, kind, edits);
  expect(first.skipped).toEqual([]);
  expect(first.applied).toEqual(edits);
  const second = await applyEdits(first.text, kind, edits);
  expect(second.text).toBe(first.text);
  return first.text;
}

/** Why an edit is skipped; the text stays as it was. */
export async function refused(kind: EditKind, text: string, edit: FixEdit): Promise<string | undefined> {
  const { text: after, applied, skipped } = await applyEdits(text, kind, [edit]);
  expect(after).toBe(text);
  expect(applied).toEqual([]);
  expect(skipped.map((each) => each.edit)).toEqual([edit]);
  return skipped[0]?.reason;
}
