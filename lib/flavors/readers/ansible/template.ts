// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../../../model/light.ts";
import { Unresolved, type Written } from "../../definition.ts";
import { isRecord } from "../reading.ts";

/** Variables that the file itself tells, the innermost first. */
export interface Scope {
  readonly get: (name: string) => Written | undefined;
}

/** A template is followed when it names a variable of the file, perhaps with a default; everything else only Ansible knows. */
export function isTemplate(value: unknown): value is string {
  return typeof value === "string" && (value.includes("{{") || value.includes("{%"));
}

/**
 * `"{{ item.ram }}"`, `"{{ item.swap | default(omit) }}"`: the value that is meant, with its own place. Undefined: it is left
 * out (`omit`). Values that are no template stay.
 */
export function resolve(written: Written, scope: Scope): Written | undefined {
  const { value, path } = written;
  if (!isTemplate(value)) return written;
  const unresolved: Written = { value: new Unresolved(value), path };
  const inner = innerOf(value);
  if (inner === undefined) return unresolved;
  const [first, ...filters] = inner.split("|").map((part) => part.trim());
  let found = lookUp(first ?? "", scope);
  if (found !== undefined && isTemplate(found.value)) return unresolved;
  for (const filter of filters) {
    const word = literalOfDefault(filter);
    if (word !== undefined) {
      if (found === undefined || (found.value === "" && word.alsoEmpty)) {
        if (word.omit) return undefined;
        found = { value: word.value, path };
      }
    } else if (found !== undefined && filter === "int" && typeof found.value === "string" && isDigits(found.value)) {
      found = { value: Number(found.value), path: found.path };
    } else if (!["int", "float", "string", "bool"].includes(filter)) return unresolved;
  }
  return found ?? unresolved;
}

/** What stands between `{{` and `}}` when nothing else is in the text. */
function innerOf(text: string): string | undefined {
  const whole = text.trim();
  if (!whole.startsWith("{{") || !whole.endsWith("}}") || whole.length < 5) return undefined;
  const inner = whole.slice(2, -2);
  return inner.includes("{{") || inner.includes("}}") || inner.length > 200 ? undefined : inner;
}

// One step at a time: neither branch can start where the other does.
const variable = /^([A-Za-z_][A-Za-z0-9_]*)((?:\.[A-Za-z_][A-Za-z0-9_]*|\['[^']*'\]|\["[^"]*"\])*)$/;

function lookUp(expression: string, scope: Scope): Written | undefined {
  const match = variable.exec(expression);
  if (!match) return undefined;
  let found = scope.get(match[1] ?? "");
  for (const [step] of (match[2] ?? "").matchAll(/\.[A-Za-z_][A-Za-z0-9_]*|\['[^']*'\]|\["[^"]*"\]/g)) {
    if (found === undefined || !isRecord(found.value)) return undefined;
    const key = step.startsWith(".") ? step.slice(1) : step.slice(2, -2);
    const value = Object.hasOwn(found.value, key) ? found.value[key] : undefined;
    const path: Path = [...found.path, key];
    found = value === undefined ? undefined : { value, path };
  }
  return found;
}

interface Default {
  readonly value: unknown;
  readonly omit: boolean;
  /** `default(x, true)`: also in place of an empty text. */
  readonly alsoEmpty: boolean;
}

/** `default(omit)`, `d(0)`, `default('auto', true)`; undefined when it is another filter. */
function literalOfDefault(filter: string): Default | undefined {
  const match = /^(?:default|d)\(([^,()]*)(,\s*(?:true|True)\s*)?\)$/.exec(filter);
  if (!match) return undefined;
  const word = (match[1] ?? "").trim();
  const alsoEmpty = match[2] !== undefined;
  const quoted = /^'([^']*)'$|^"([^"]*)"$/.exec(word);
  if (word === "omit") return { value: undefined, omit: true, alsoEmpty };
  if (quoted) return { value: quoted[1] ?? quoted[2], omit: false, alsoEmpty };
  if (/^(true|false)$/i.test(word)) return { value: word.toLowerCase() === "true", omit: false, alsoEmpty };
  return isDigits(word) ? { value: Number(word), omit: false, alsoEmpty } : undefined;
}

function isDigits(text: string): boolean {
  return text.length <= 15 && /^[0-9]+$/.test(text);
}
