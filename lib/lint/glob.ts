// SPDX-License-Identifier: Apache-2.0

/**
 * True when `text` is what `pattern` means: `*` stands for anything but a slash, `**` for anything, `?` for one character
 * that is no slash; `**` and a slash may stand for nothing. Nothing else is special. Steps: at most both lengths multiplied.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const tokens = tokensOf(pattern);
  // reached[i]: the first i tokens can stand for the text read so far.
  let reached = closure(tokens, new Set([0]));
  for (const character of text) {
    const next = new Set<number>();
    for (const at of reached) {
      const token = tokens[at];
      if (token === undefined) continue;
      if (token === many || token === inside || (token === some && character !== "/")) next.add(at);
      // What `**/` stands for ends with a slash.
      if (token === inside ? character === "/" : token === one ? character !== "/" : token === character)
        next.add(at + 1);
    }
    if (next.size === 0) return false;
    reached = closure(tokens, next);
  }
  return reached.has(tokens.length);
}

/** As for files: a pattern without a slash means the last part of the path, in any folder; a folder means all that is in it. */
export function matchesFile(pattern: string, file: string): boolean {
  const path = file.replaceAll("\\", "/").replace(/^\.\//, "");
  const wanted = pattern.replace(/^\.\//, "");
  if (matchesGlob(wanted, path)) return true;
  if (wanted.endsWith("/")) return matchesGlob(`${wanted}**`, path);
  return !wanted.includes("/") && matchesGlob(wanted, path.slice(path.lastIndexOf("/") + 1));
}

/** True when a text would mean more than itself as a pattern. */
export function isGlob(text: string): boolean {
  return text.includes("*") || text.includes("?");
}

const one = "?";
const some = "*";
const many = "**";
/** Stands for nothing, or leads into folders. */
const folders = "**/";
const inside = "inside";

function tokensOf(pattern: string): readonly string[] {
  const tokens: string[] = [];
  for (let at = 0; at < pattern.length;) {
    const token =
      pattern.startsWith(folders, at) && (at === 0 || pattern[at - 1] === "/")
        ? folders
        : pattern.startsWith(many, at)
          ? many
          : String.fromCodePoint(pattern.codePointAt(at) ?? 0);
    // A row of stars is one star: it saves steps.
    if (token === folders) tokens.push(folders, inside);
    else if (!(token === tokens.at(-1) && (token === some || token === many))) tokens.push(token);
    at += token.length;
  }
  return tokens;
}

/** Stars may stand for nothing. */
function closure(tokens: readonly string[], from: Set<number>): Set<number> {
  for (const at of from) {
    const token = tokens[at];
    if (token === some || token === many || token === folders) from.add(at + 1);
    if (token === folders) from.add(at + 2);
  }
  return from;
}
