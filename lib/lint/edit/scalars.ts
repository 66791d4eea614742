// SPDX-License-Identifier: Apache-2.0

type Plain = string | number | boolean | null;

/** Words that some reader of YAML 1.1 or 1.2 takes for a boolean or null. */
const words = new Set(["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"]);

/** True for text that every reader of YAML takes for the same text without quotes, also between braces. */
function isPlain(text: string): boolean {
  return (
    text.length <= 200 &&
    /^[A-Za-z_](?:[A-Za-z0-9_./@%+=-]|:(?=[A-Za-z0-9_]))*$/.test(text) &&
    !/^e[0-9]/i.test(text) &&
    !words.has(text.toLowerCase())
  );
}

/** A scalar of YAML in the style of the one it replaces, where that style can say it. @param old as written; absent: a new one */
export function yamlScalar(value: Plain, old?: string): string {
  if (typeof value !== "string") return String(value);
  if (old?.startsWith("'") && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(value)) return `'${value.replaceAll("'", "''")}'`;
  if (!old?.startsWith('"') && isPlain(value)) return value;
  // JSON's escapes are YAML's too.
  return JSON.stringify(value).replaceAll(
    /[\u007F-\u009F\u2028\u2029\uFEFF]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A value in YAML's flow style. */
export function yamlFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => yamlFlow(item)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).filter(([, one]) => one !== undefined);
    return members.length === 0
      ? "{}"
      : `{ ${members.map(([key, one]) => `${yamlScalar(key)}: ${yamlFlow(one)}`).join(", ")} }`;
  }
  return yamlScalar(scalarOf(value));
}

/** What stands after `key:` in YAML's block style: a scalar on its line, members on lines of their own. */
export function yamlBlock(value: unknown, indent: string, line: string): string {
  if (Array.isArray(value) && value.length > 0)
    return value.map((item) => `${line}${indent}- ${yamlFlow(item)}`).join("");
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const members = Object.entries(value).filter(([, one]) => one !== undefined);
    if (members.length > 0)
      return members
        .map(([key, one]) => `${line}${indent}${yamlScalar(key)}:${yamlBlock(one, `${indent}  `, line)}`)
        .join("");
  }
  return ` ${yamlFlow(value)}`;
}

function scalarOf(value: unknown): Plain {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}
