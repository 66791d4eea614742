// SPDX-License-Identifier: Apache-2.0

/** One `key='value'` of the text. */
export interface Property {
  readonly key: string;
  readonly value: string;
}

/**
 * `hw:cpu_policy='dedicated', note='it''s, well'` → its properties, in one pass. The client puts values in quotes without
 * escaping them (osc_lib.utils.format_dict), so a value ends at a quote that the end, or a comma, a key and `=` follow;
 * a quote inside a value stays. Clients of old put no quotes: a value then ends at the comma. Undefined when it is no such
 * text: a piece has no `=`.
 */
export function parseProperties(text: string): Property[] | undefined {
  const found: Property[] = [];
  let at = skipBlanks(text, 0);
  while (at < text.length) {
    const equals = text.indexOf("=", at);
    if (equals < 0) return undefined;
    const key = text.slice(at, equals).trim();
    if (key === "") return undefined;
    const quote = text[equals + 1];
    if (quote !== "'" && quote !== '"') {
      const comma = text.indexOf(",", equals);
      const end = comma < 0 ? text.length : comma;
      found.push({ key, value: text.slice(equals + 1, end).trim() });
      at = skipBlanks(text, end + 1);
      continue;
    }
    const end = closingQuote(text, equals + 2, quote);
    if (end === undefined) return undefined;
    found.push({ key, value: text.slice(equals + 2, end) });
    const comma = skipBlanks(text, end + 1);
    at = skipBlanks(text, comma + 1);
  }
  return found;
}

/** The first quote that really ends the value: nothing follows, or `, key='`. */
function closingQuote(text: string, from: number, quote: string): number | undefined {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    const next = skipBlanks(text, at + 1);
    if (next >= text.length || (text[next] === "," && startsProperty(text, next + 1))) return at;
  }
  return undefined;
}

/** An extra spec's key has at most 255 characters: so far, and no farther, a `=` and a quote are looked for. */
function startsProperty(text: string, from: number): boolean {
  const start = skipBlanks(text, from, 8);
  const end = Math.min(text.length, start + 256);
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 61) return at > start && (text[at + 1] === "'" || text[at + 1] === '"');
    if (code === 39 || code === 34 || code === 44) return false;
  }
  return false;
}

function skipBlanks(text: string, from: number, most = Number.POSITIVE_INFINITY): number {
  let at = from;
  while (at < text.length && at - from < most && text.charCodeAt(at) <= 32) at++;
  return at;
}
