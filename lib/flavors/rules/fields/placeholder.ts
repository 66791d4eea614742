// SPDX-License-Identifier: Apache-2.0

/** Words that stand for a value which was to come, alone or as a whole word of a longer value. */
const words =
  /(?<![A-Za-z0-9])(?:TODO|FIXME|TBD|XXX+|CHANGE[-_ ]?ME|REPLACE[-_ ]?ME|FILL[-_ ]?ME|FILL[-_ ]?IN|PLACEHOLDER|(?:INSERT|YOUR)[-_](?:[A-Z0-9]+[-_])*[A-Z0-9]+)(?![A-Za-z0-9])/;
const lowWords =
  /(?<![a-z0-9])(?:change[-_ ]?me|replace[-_ ]?me|fill[-_ ]?me|placeholder|your[-_](?:[a-z0-9]+[-_]){0,9}(?:id|name|uuid|here))(?![a-z0-9])/i;
const framed =
  /@[A-Z][A-Z0-9_]{0,63}@|%[A-Z][A-Z0-9_]{0,63}%|(?<![A-Za-z0-9_])__[A-Z][A-Z0-9_]{0,63}__(?![A-Za-z0-9_])/;
const variable = /\$(?:[A-Za-z_{(])/;

/** Longer values are nobody's placeholder; and no rule looks at a megabyte. */
const longest = 4096;

/** Words in `<…>` that Nova's filters know as operators. */
const operators = new Set(["in", "or", "all-in"]);

/** The placeholder in a value, `<project>`, `$RAM`, `TODO`; undefined when there is none. */
export function placeholderIn(value: string): string | undefined {
  const text = value.slice(0, longest);
  return (
    angled(text) ??
    templated(text) ??
    words.exec(text)?.[0] ??
    lowWords.exec(text)?.[0] ??
    framed.exec(text)?.[0] ??
    (variable.test(text) ? text.slice(text.search(variable)).split(/[\s,;]/, 1)[0] : undefined)
  );
}

/** A value that is a placeholder as a whole: prose may speak of a TODO. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  return text.length <= longest && placeholderIn(text) === text;
}

/** True when a value repeats the name of its field in capitals, as documentation does: `hw:cpu_policy` = `CPU-POLICY`. */
export function repeatsKey(key: string, value: string): boolean {
  if (value.length > 255 || !/^[A-Z0-9]+(?:[-_][A-Z0-9]+)+$/.test(value)) return false;
  const words = value.toLowerCase().replaceAll("-", "_");
  const local = key
    .slice(key.lastIndexOf(":") + 1)
    .toLowerCase()
    .replaceAll("-", "_");
  return local === words || local.endsWith(`_${words}`);
}

/** `<word…>` with no blank at its edges, unless it is an operator of Nova's filters. */
function angled(text: string): string | undefined {
  let open = -1;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "<") open = at;
    else if (char === ">" && open >= 0) {
      const inner = text.slice(open + 1, at);
      if (/^[A-Za-z_]/.test(inner) && !inner.endsWith(" ") && !operators.has(inner.toLowerCase()))
        return text.slice(open, at + 1);
      open = -1;
    }
  }
  return undefined;
}

/** `{{ … }}` of a template that nobody filled in. */
function templated(text: string): string | undefined {
  const open = text.indexOf("{{");
  const close = open === -1 ? -1 : text.indexOf("}}", open);
  return close === -1 ? undefined : text.slice(open, close + 2);
}
