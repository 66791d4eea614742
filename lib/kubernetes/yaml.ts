// SPDX-License-Identifier: Apache-2.0

import type { Json } from "./objects/manifest.ts";

/**
 * One YAML document of `value`, block style, keys in the order given, ending in a line break. Every string is written so that readers of
 * YAML 1.1 and 1.2 both see a string: what is not plainly a word stands in double quotes.
 */
export function toYaml(value: Json): string {
  return `${isScalar(value) ? scalar(value) : block(value, "").slice(1)}\n`;
}

function block(value: readonly Json[] | { readonly [key: string]: Json }, indent: string): string {
  if (Array.isArray(value)) {
    // An object in a list starts on the line of its dash.
    return value
      .map(
        (item: Json) =>
          `\n${indent}-${isScalar(item) ? ` ${scalar(item)}` : ` ${block(item, `${indent}  `).trimStart()}`}`,
      )
      .join("");
  }
  return Object.entries(value)
    .map(
      ([key, item]: [string, Json]) =>
        `\n${indent}${text(key)}:${isScalar(item) ? ` ${scalar(item)}` : block(item, `${indent}  `)}`,
    )
    .join("");
}

function isScalar(value: Json): value is null | boolean | number | string {
  return (
    typeof value !== "object" ||
    value === null ||
    (Array.isArray(value) ? value.length : Object.keys(value).length) === 0
  );
}

function scalar(value: Json): string {
  if (typeof value === "string") return text(value);
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "[]" : "{}";
  return number(value);
}

// JSON writes 1e21; YAML 1.1 reads a float only with a point in it.
function number(value: null | boolean | number): string {
  const written = JSON.stringify(value);
  return typeof value === "number" && /^-?[0-9]+e/.test(written) ? written.replace("e", ".0e") : written;
}

const reserved = new Set(["y", "n", "yes", "no", "on", "off", "true", "false", "null"]);

// Some readers of YAML 1.1 take `e0` for a float without digits before its exponent.
const exponent = /^e-?[0-9]+$/i;

function text(value: string): string {
  const word = /^[A-Za-z][A-Za-z0-9_./-]*$/.test(value) && !reserved.has(value.toLowerCase());
  if (word && !exponent.test(value)) return value;
  // JSON leaves these raw; YAML 1.1 takes some for line breaks and refuses others.
  return JSON.stringify(value).replaceAll(
    /[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
