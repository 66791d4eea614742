// SPDX-License-Identifier: Apache-2.0
import {
  configFinding,
  type Ignore,
  isRecord,
  list,
  map,
  oneOf,
  readIgnores,
  readSeverities,
  record,
  type RuleMeta,
  type Shape,
  type ShapeFault,
  text,
} from "../lint/index.ts";
import type { Finding, Severity, SourceDocument } from "../model/light.ts";
import { type FlavorFormat, flavorFormats } from "./definition.ts";
import { profiles as knownProfiles } from "./profiles/index.ts";
import { parseRelease, releases } from "./release.ts";
import { settingsShape } from "./settings-shape.ts";
import type { FlavorSettings } from "./settings.ts";

/** `.bivouac-lint.yaml` understood. Everything but `version` may be left out. Paths and patterns are as seen from its folder. */
export interface FlavorLintConfig {
  readonly version: 1;
  /** Files to lint when none are named. */
  readonly files: readonly string[];
  /** Files that a folder or a pattern does not mean. */
  readonly exclude: readonly string[];
  readonly profiles?: readonly string[] | undefined;
  readonly target?: string | undefined;
  readonly failOn?: Severity | undefined;
  /** By id. */
  readonly severities: Readonly<Record<string, Severity | "off">>;
  readonly settings: Partial<FlavorSettings>;
  readonly ignore: readonly Ignore[];
  readonly baseline?: string | undefined;
  /** Modules that export rules. */
  readonly userRules: readonly string[];
  /** Format of files that cannot be told by their content; the first pattern that fits. */
  readonly formats: readonly { readonly files: string; readonly format: FlavorFormat }[];
  /** Files that are one catalogue: names are unique in it, families are compared. */
  readonly catalogues: readonly { readonly name: string; readonly files: readonly string[] }[];
  /** Tables in Markdown or CSV that must say what the flavors say. */
  readonly tables: readonly string[];
}

const severity = oneOf(["error", "warning", "info"], "severity");
const profile: Shape = function* (value, path) {
  if (typeof value === "string" && value.startsWith("nova@")) yield* release(value, path);
  else yield* oneOf(["nova@<release>", ...knownProfiles.map(({ name }) => name)], "profile")(value, path);
};
const release: Shape = function* (value, path) {
  // 2024.1 without quotes is a number of YAML, and 2024.10 would be the same one.
  const known = releases.map(({ name }) => name);
  if (typeof value === "number") yield { ...quoted(value), path };
  else if (typeof value !== "string" || parseRelease(value) === undefined)
    yield* oneOf(known, "release of Nova")(typeof value === "string" ? value.replace(/^nova@/, "") : value, path);
};
const quoted = (value: number): Omit<ShapeFault, "path"> => ({
  message: "a release is text",
  seen: String(value),
  hint: `write "${value}"`,
});

const topLevel = record(
  {
    version: function* (value, path) {
      if (value !== 1) yield { message: "version is not 1", path, seen: JSON.stringify(value), allowed: "1" };
    },
    files: list(text),
    exclude: list(text),
    profiles: list(profile),
    target: release,
    failOn: severity,
    rules: map(oneOf(["error", "warning", "info", "off"], "severity")),
    settings: settingsShape,
    ignore: function* () {},
    baseline: text,
    userRules: list(text),
    formats: list(record({ files: text, format: oneOf(flavorFormats, "format") }, ["files", "format"])),
    catalogues: list(record({ name: text, files: list(text) }, ["name", "files"])),
    tables: list(text),
    // Of another linter, which looks at it itself.
    manifests: function* () {},
    $schema: text,
  },
  ["version"],
);

export interface ReadFlavorLintConfig {
  /** Absent when there is an error. */
  readonly config?: FlavorLintConfig | undefined;
  readonly findings: readonly Finding[];
}

/**
 * The configuration of a document, or all that is wrong with it.
 * @param rules all that exist, those of the house too: the configuration names them by id or by name
 * @param relative a file of a finding as seen from the configuration's folder, for patterns
 */
export function readFlavorLintConfig(
  document: SourceDocument,
  rules: readonly Pick<RuleMeta, "id" | "name">[],
  relative: (file: string) => string = (file) => file,
): ReadFlavorLintConfig {
  const { value } = document;
  const of = isRecord(value) ? value : {};
  const { severities, faults: unknown } = readSeverities(of["rules"], rules, ["rules"]);
  const faults: ShapeFault[] = [...topLevel(value, []), ...unknown];
  if (faults.length > 0) return { findings: faults.map((fault) => configFinding(fault, document)) };
  const given = of as Partial<FlavorLintConfig>;
  const at = {
    file: document.file,
    locate: (path: readonly (string | number)[], key?: boolean) => document.locate(path, key),
    relative,
  };
  const config: FlavorLintConfig = {
    version: 1,
    files: given.files ?? [],
    exclude: given.exclude ?? [],
    profiles: given.profiles,
    target: given.target,
    failOn: given.failOn,
    severities,
    settings: given.settings ?? {},
    // What is wrong with them are findings of FL001, beside those of the files.
    ignore: of["ignore"] === undefined ? [] : readIgnores(of["ignore"], { by: "config", path: ["ignore"], at }),
    baseline: given.baseline,
    userRules: given.userRules ?? [],
    formats: given.formats ?? [],
    catalogues: given.catalogues ?? [],
    tables: given.tables ?? [],
  };
  return { config, findings: [] };
}

/** The modules of `userRules`, as far as they can be read: rules must be known before the rest is. */
export function userRulesOf({ value }: SourceDocument): readonly string[] {
  const given = isRecord(value) ? value["userRules"] : undefined;
  return Array.isArray(given) ? given.filter((each): each is string => typeof each === "string" && each !== "") : [];
}
