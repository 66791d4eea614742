// SPDX-License-Identifier: Apache-2.0
import { stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { readText } from "../../files/light.ts";
import {
  type FlavorLintConfig,
  readFlavorLintConfig,
  type Rule,
  rules as ownRules,
  userRulesOf,
} from "../../flavors/index.ts";
import { type Finding, readDocument, type SourceDocument } from "../../model/light.ts";
import type { Context } from "../context.ts";
import { CliError } from "../exit.ts";
import { shortPath } from "../report/findings.ts";

export const configName = ".bivouac-lint.yaml";

export interface LoadedConfig {
  readonly config: FlavorLintConfig;
  /** Folder that its paths are below. */
  readonly folder: string;
  /** Absent when there is none. */
  readonly file?: string | undefined;
  readonly userRules: readonly Rule[];
  /** Its text, for the lines around a place. */
  readonly sources: ReadonlyMap<string, string>;
  /** As it stands there; absent when there is none. */
  readonly document?: SourceDocument | undefined;
}

const none: FlavorLintConfig = {
  version: 1,
  files: [],
  exclude: [],
  severities: {},
  settings: {},
  ignore: [],
  userRules: [],
  formats: [],
  catalogues: [],
  tables: [],
};

/**
 * The configuration of a run: the file that was named, else `.bivouac-lint.yaml` of the working directory or of a folder
 * above it, up to the root of the repository. @throws CliError 2 with all that is wrong with it
 */
export async function loadConfig(option: unknown, context: Context): Promise<LoadedConfig> {
  const file =
    option === false ? undefined : typeof option === "string" ? context.path(option) : await search(context.io.cwd);
  if (file === undefined) return { config: none, folder: context.io.cwd, userRules: [], sources: new Map() };
  const shown = shortPath(file, context);
  const { text, finding } = await readText(file, shown);
  if (text === undefined) throw new CliError(2, `cannot read ${shown}: ${finding?.message ?? "unknown"}`);
  const sources = new Map([[shown, text]]);
  const wrong = (findings: readonly Finding[]): CliError =>
    new CliError(2, `the configuration ${shown} is wrong`, { findings, sources });
  const { document, findings } = readDocument(text, shown);
  if (!document) throw wrong(findings);
  const folder = dirname(file);
  const userRules = await loadUserRules(document, folder, wrong);
  const relativeTo = (name: string): string => relative(folder, context.path(name)).replaceAll(sep, "/");
  const read = readFlavorLintConfig(document, [...ownRules, ...userRules], relativeTo);
  if (!read.config) throw wrong(read.findings);
  return { config: read.config, folder, file, userRules, sources, document };
}

async function search(from: string): Promise<string | undefined> {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const file = join(folder, configName);
    if (await exists(file)) return file;
    if (dirname(folder) === folder || (await exists(join(folder, ".git")))) return undefined;
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function loadUserRules(
  document: SourceDocument,
  folder: string,
  wrong: (findings: readonly Finding[]) => CliError,
): Promise<Rule[]> {
  const all: Rule[] = [];
  const faults: Finding[] = [];
  for (const [index, path] of userRulesOf(document).entries()) {
    const fault = (code: string, message: string, seen: string, hint?: string): void =>
      void faults.push({
        code,
        severity: "error",
        message,
        file: document.file,
        ...document.locate(["userRules", index]),
        seen,
        ...(hint === undefined ? {} : { hint }),
      });
    try {
      const target = path.startsWith(".") || path.startsWith("/") ? pathToFileURL(resolve(folder, path)).href : path;
      const found = (await import(target)) as { readonly rules?: unknown; readonly default?: unknown };
      const list: unknown = found.rules ?? found.default;
      if (!Array.isArray(list))
        fault("BV703", "the module exports no list of rules", path, "export const rules = [ … ]");
      else
        for (const [at, rule] of (list as unknown[]).entries()) {
          const problem = problemOf(rule, [...ownRules, ...all]);
          if (problem === undefined) all.push(rule as Rule);
          else fault("BV703", `rule ${at + 1} of the module ${problem}`, path, "docs/lint.md shows a rule");
        }
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      fault("BV702", `the module of rules cannot be loaded: ${cause.split("\n", 1)[0]}`, path);
    }
  }
  if (faults.length > 0) throw wrong(faults);
  return all;
}

const scopes = ["flavor", "catalogue", "live", "usage"];

/** What is missing for a value to be a rule; undefined when nothing is. */
function problemOf(rule: unknown, known: readonly Rule[]): string | undefined {
  if (typeof rule !== "object" || rule === null) return "is no object";
  const { id, name, scope, severity, what, check } = rule as Partial<Record<keyof Rule | "check", unknown>>;
  for (const [key, value] of Object.entries({ id, name, what }))
    if (typeof value !== "string" || value === "") return `has no ${key}`;
  if (!scopes.includes(scope as string)) return `has no scope of ${scopes.join(", ")}`;
  if (!["error", "warning", "info"].includes(severity as string)) return "has no severity";
  if (typeof check !== "function") return "has no check";
  const twin = known.find((each) => each.id === id || each.name === name);
  return twin === undefined ? undefined : `has the id or name of ${twin.id} ${twin.name}`;
}
