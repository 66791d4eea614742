// SPDX-License-Identifier: Apache-2.0
import type { Finding, Path, Severity, SourceDocument } from "../model/light.ts";
import type { RuleMeta } from "./rule.ts";
import { isRecord, type ShapeFault, unknownKey } from "./shape.ts";

/** What a configuration makes of rules, by id. */
export type Severities = Readonly<Record<string, Severity | "off">>;

/**
 * The map `rules` of a configuration, which names them by id or by name. Its levels are looked at by the shape.
 * @param path way to the map in the document
 */
export function readSeverities(
  value: unknown,
  rules: readonly Pick<RuleMeta, "id" | "name">[],
  path: Path,
): { readonly severities: Severities; readonly faults: readonly ShapeFault[] } {
  const severities: Record<string, Severity | "off"> = {};
  const faults: ShapeFault[] = [];
  for (const [key, level] of Object.entries(isRecord(value) ? value : {})) {
    const rule = rules.find(({ id, name }) => id.toLowerCase() === key.toLowerCase() || name === key);
    if (rule) severities[rule.id] = level as Severity | "off";
    else
      faults.push(
        unknownKey(
          key,
          [...path, key],
          rules.flatMap(({ id, name }) => [id, name]),
          "rule",
        ),
      );
  }
  return { severities, faults };
}

/** What is wrong with a configuration, at its place. */
export function configFinding(
  { path, key, message, seen, allowed, hint }: ShapeFault,
  document: SourceDocument,
): Finding {
  return {
    code: "BV701",
    severity: "error",
    message,
    file: document.file,
    ...document.locate(path, key),
    ...(path.length === 0 ? {} : { path: path.join(".") }),
    ...(seen === undefined ? {} : { seen }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(hint === undefined ? {} : { hint }),
  };
}
