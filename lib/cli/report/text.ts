// SPDX-License-Identifier: Apache-2.0
import { stripVTControlCharacters } from "node:util";

const unsafe = /[^\P{Cc}\t\n]|\p{Bidi_Control}|[\u2028\u2029]/gu;

/** Text from a file or a cloud made safe for a terminal: control and direction characters are spelt out. */
export function plain(text: string): string {
  return text.replaceAll(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Columns that a text takes; colours count nothing, wide East Asian characters and emoji two. */
export function width(text: string): number {
  const bare = stripVTControlCharacters(text);
  return graphemes(bare).reduce((columns, segment) => columns + columnsOf(segment), 0);
}

/** Cut to columns, with an ellipsis. Colours are lost when something is cut. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let result = "";
  let used = 0;
  for (const segment of graphemes(stripVTControlCharacters(text))) {
    used += columnsOf(segment);
    if (used > columns - 1) break;
    result += segment;
  }
  return `${result}…`;
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]/u;
const columnsOf = (grapheme: string): number => (grapheme.length > 0 && wide.test(grapheme) ? 2 : 1);

// Latin text needs no segmenter, which costs 10 ms to load.
let segmenter: Intl.Segmenter | undefined;
function graphemes(text: string): string[] {
  if (/^[\u0020-\u02ff\u2010-\u2027\u2190-\u28ff]*$/.test(text)) return text.split("");
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** `1 team`, `2 teams`. */
export function count(number: number, one: string, many: string = `${one}s`): string {
  return `${String(number).replaceAll(/\B(?=(\d{3})+$)/g, ",")} ${number === 1 ? one : many}`;
}

/** Seconds as `0.21 s`, `14 s`, `4m12s`, `1h03m`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(seconds < 1 ? 2 : 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return whole < 3600
    ? `${Math.floor(whole / 60)}m${two(whole % 60)}s`
    : `${Math.floor(whole / 3600)}h${two(Math.floor((whole % 3600) / 60))}m`;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** `a, b and c`. */
export function sentence(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
