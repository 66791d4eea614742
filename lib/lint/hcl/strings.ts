// SPDX-License-Identifier: Apache-2.0

const named: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/**
 * Text between the quotes of an HCL string: escapes, and `$${`, `%%{` for `${`, `%{`. An escape that HCL does not know stays
 * as written: HCL refuses the file anyhow.
 */
export function decodeQuoted(text: string): string {
  return undouble(
    text.includes("\\")
      ? text.replaceAll(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)/gs, (whole, escape: string) => {
          if (escape.length === 1) return named[escape] ?? whole;
          const point = Number.parseInt(escape.slice(1), 16);
          return point <= 0x10_ff_ff ? String.fromCodePoint(point) : whole;
        })
      : text,
  );
}

/** Text of a heredoc: no escapes but the doubled marks. */
export function undouble(text: string): string {
  return text.includes("{") ? text.replaceAll("$${", "${").replaceAll("%%{", "%{") : text;
}

/** Lines of a `<<-` heredoc without the indentation that all of them have; blank lines do not count. */
export function unindent(text: string): string {
  const lines = text.split("\n");
  let least = Number.POSITIVE_INFINITY;
  for (const line of lines) if (line.trim() !== "") least = Math.min(least, line.length - line.trimStart().length);
  return Number.isFinite(least) ? lines.map((line) => line.slice(least)).join("\n") : text;
}

/** An HCL string that reads back as the text. */
export function quote(text: string): string {
  const escaped = text.replaceAll(/["\\\n\r\t\p{Cc}]/gu, (char) => {
    const code = char.charCodeAt(0).toString(16).padStart(4, "0");
    return { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" }[char] ?? `\\u${code}`;
  });
  return `"${escaped.replaceAll(/[$%]\{/g, (mark) => mark.charAt(0) + mark)}"`;
}

/** True for what may stand as a key without quotes. */
export function isIdentifier(text: string): boolean {
  // Letters of other scripts would do too; which ones, readers do not agree on.
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(text) && !reserved.has(text);
}

/** Names that mean something else at the place of an object's key. */
const reserved = new Set(["for", "null", "true", "false"]);
