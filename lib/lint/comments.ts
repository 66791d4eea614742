// SPDX-License-Identifier: Apache-2.0
import { type Ignore, type IgnoreFault, isDay } from "./ignore.ts";

/** Of a comment that suppresses findings on the next line that is no such comment. */
export const commentMarker = "bivouac-lint-disable-next-line";

/**
 * Suppressions in comments of YAML and HCL, each on a line of its own:
 * `# bivouac-lint-disable-next-line FL303, FL307 -- reason until 2026-12-31`. Comments may stand one under the other.
 */
export function readComments(text: string, file: string): Ignore[] {
  // Most files have none, and are not cut into lines for it.
  if (!text.includes(commentMarker)) return [];
  const lines = text.split("\n");
  const comments = new Map<number, { readonly column: number; readonly words: string }>();
  for (const [index, line] of lines.entries()) {
    const trimmed = line.trimStart();
    const sign = trimmed.startsWith("#") ? "#" : trimmed.startsWith("//") ? "//" : undefined;
    if (sign === undefined) continue;
    const words = trimmed.slice(sign.length).trim();
    if (!words.startsWith(commentMarker)) continue;
    const rest = words.slice(commentMarker.length);
    if (rest !== "" && !/^[\s:]/.test(rest)) continue;
    comments.set(index, { column: line.length - trimmed.length + 1, words: rest.replace(/^:/, "").trim() });
  }
  return [...comments].map(([index, { column, words }]) => {
    let next = index + 1;
    while (comments.has(next)) next++;
    const place = { line: index + 1, column };
    const at = { file, line: next + 1, locate: () => place };
    return { by: "inline", path: [], whole: [], at, ...understand(words) };
  });
}

function understand(words: string): Pick<Ignore, "rules" | "reason" | "until" | "faults"> {
  const faults: IgnoreFault[] = [];
  const dashes = words.indexOf("--");
  const names = dashes < 0 ? words : words.slice(0, dashes);
  const { reason, until } = untilOf(dashes < 0 ? "" : words.slice(dashes + 2).trim());
  const rules = names.split(/[\s,]/).filter((name) => name !== "");
  if (rules.length === 0)
    faults.push({ message: "the suppression names no rule", path: [], allowed: `# ${commentMarker} FL303 -- reason` });
  if (reason === "")
    faults.push({ message: "the suppression gives no reason", path: [], hint: "add -- and why this is right here" });
  if (until !== undefined && !isDay(until))
    faults.push({ message: "until is no day", path: [], seen: until.slice(0, 60), allowed: "a day like 2026-12-31" });
  return { rules, reason, faults, ...(until !== undefined && isDay(until) ? { until } : {}) };
}

/** `reason until 2026-12-31`, also `[until 2026-12-31]`. A word after `until` that has no digit belongs to the reason. */
function untilOf(text: string): { readonly reason: string; readonly until?: string } {
  const bare = text.endsWith("]") ? text.slice(0, -1).trimEnd() : text;
  const space = Math.max(bare.lastIndexOf(" "), bare.lastIndexOf("\t"));
  const day = bare.slice(space + 1);
  const before = bare.slice(0, Math.max(space, 0)).trimEnd();
  if (!/^\d/.test(day) || !/(^|[\s[])until$/.test(before)) return { reason: text };
  const rest = before.slice(0, -"until".length).trimEnd();
  return { reason: rest.endsWith("[") ? rest.slice(0, -1).trimEnd() : rest, until: day };
}
