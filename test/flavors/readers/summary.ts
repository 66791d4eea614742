// SPDX-License-Identifier: Apache-2.0
import { type FlavorDefinition, Unresolved } from "../../../lib/flavors/definition.ts";
import { readFlavorText } from "../../../lib/flavors/readers/index.ts";
import type { ReadFlavorText, ReadFlavorTextOptions } from "../../../lib/flavors/readers/index.ts";
import type { LintFinding } from "../../../lib/lint/index.ts";

/** `value @line:column`, for each field and extra spec: a definition as few lines of text. */
export function summary(definition: FlavorDefinition): Record<string, string> {
  const { source } = definition;
  const show = (value: unknown, path: readonly (string | number)[], key = false): string => {
    const place = source.locate(path, key);
    const text = value instanceof Unresolved ? `<${value.expression}>` : JSON.stringify(value);
    return `${text} @${place?.line}:${place?.column}`;
  };
  return {
    ...Object.fromEntries([...definition.fields].map(([field, { value, path }]) => [field, show(value, path)])),
    ...Object.fromEntries(definition.specs.map(({ key, value, path }) => [`spec ${key}`, show(value, path)])),
    ...Object.fromEntries(definition.unknown.map(({ key, value, path }) => [`? ${key}`, show(value, path, true)])),
    ...(definition.lint === undefined ? {} : { lint: show(definition.lint.value, definition.lint.path) }),
    ...(definition.openSpecs === undefined
      ? {}
      : { more: show(definition.openSpecs.value, definition.openSpecs.path) }),
  };
}

export async function read(
  text: string,
  file = "f.yaml",
  options: ReadFlavorTextOptions = {},
): Promise<ReadFlavorText> {
  return await readFlavorText(text, file, options);
}

/** Definitions of a text that has no findings. */
export async function clean(
  text: string,
  file = "f.yaml",
  options: ReadFlavorTextOptions = {},
): Promise<ReadFlavorText> {
  const found = await readFlavorText(text, file, options);
  if (found.findings.length > 0) throw new Error(found.findings.map(brief).join("\n"));
  return found;
}

/** `BV101 error 2:1 message | seen | allowed | hint`, without what is absent. */
export function brief({ code, severity, line, column, message, seen, allowed, hint }: LintFinding): string {
  const place = line === undefined ? "" : ` ${line}:${column}`;
  return [`${code} ${severity}${place} ${message}`, seen, allowed, hint]
    .filter((part) => part !== undefined)
    .join(" | ");
}
