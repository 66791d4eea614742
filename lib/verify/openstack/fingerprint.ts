// SPDX-License-Identifier: Apache-2.0
import { type Holdings, type Raw, idOf } from "./holdings.ts";

/**
 * What became of a team's objects between two of its lists, a line each; empty when nothing did. Types that only one
 * of the two could read are left out.
 */
export function changes(before: Holdings, after: Holdings): string[] {
  return [...before.objects].flatMap(([type, raws]) => {
    const now = after.objects.get(type);
    if (now === undefined) return [];
    const was = new Map(raws.map((raw) => [idOf(type, raw), raw]));
    const is = new Map(now.map((raw) => [idOf(type, raw), raw]));
    return [
      ...[...was.keys()].filter((id) => !is.has(id)).map((id) => `${type} ${id} is gone`),
      ...[...is.keys()].filter((id) => !was.has(id)).map((id) => `${type} ${id} appeared`),
      ...[...was].flatMap(([id, raw]) => {
        const change = changeOf(raw, is.get(id));
        return change === undefined ? [] : [`${type} ${id} ${change}`];
      }),
    ];
  });
}

function changeOf(was: Raw, is: Raw | undefined): string | undefined {
  if (is === undefined) return undefined;
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => !fleeting.has(key));
  const differ = keys.filter((key) => canonical(was[key]) !== canonical(is[key]));
  const content = differ.filter((key) => !dates.has(key));
  if (content.length > 0) return `changed in ${content.toSorted().join(", ")}`;
  return differ.length > 0 ? touched : undefined;
}

/** What a change to what it was already leaves behind. */
export const touched = "was touched: only its date or revision moved";

const dates: ReadonlySet<string> = new Set([
  "updated_at",
  "updated",
  "revision_number",
  "version",
  "serial",
  "updated_time",
]);
/** Follow the clock, not a request. */
const fleeting: ReadonlySet<string> = new Set(["progress", "links", "OS-EXT-STS:task_state"]);

/** Services give sets in any order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).toSorted().join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const fields = Object.entries(value).map(([key, field]) => `${key}:${canonical(field)}`);
  return `{${fields.toSorted().join()}}`;
}
