// SPDX-License-Identifier: Apache-2.0
import { isAbsolute, join, relative, sep } from "node:path";
import {
  findProfile,
  type FlavorFormat,
  type FlavorLintOptions,
  flavorFormats,
  parseRelease,
  profiles,
  releases,
} from "../../flavors/index.ts";
import { matchesFile } from "../../lint/index.ts";
import { nearest, type Severity } from "../../model/light.ts";
import type { Context } from "../context.ts";
import { CliError } from "../exit.ts";
import type { ReportFormat } from "../report/lint/formats.ts";
import { type LoadedConfig, loadConfig } from "./config-file.ts";

/** Options of the command line and the configuration, the former before the latter. */
export interface LintSetup {
  readonly loaded: LoadedConfig;
  /** For `lintFlavors`; what files and clouds say is laid over it. */
  readonly lint: FlavorLintOptions;
  readonly failOn: Severity;
  readonly format: ReportFormat;
  readonly out?: string | undefined;
  readonly all: boolean;
  /** Names of clouds in clouds.yaml; the first is the event's. */
  readonly live: readonly string[];
  /** A file as the configuration sees it. */
  readonly relative: (file: string) => string;
  readonly formatOf: (file: string) => FlavorFormat | undefined;
}

/** @throws CliError 2 for a configuration or an option that is wrong */
export async function lintSetup(context: Context, options: Readonly<Record<string, unknown>>): Promise<LintSetup> {
  const loaded = await loadConfig(options["config"], context);
  const { config, folder, userRules } = loaded;
  const seen = (file: string): string => relative(folder, context.path(file)).split(sep).join("/");
  const profileNames = (options["profile"] as string[] | undefined) ?? config.profiles ?? [];
  for (const name of profileNames) checkProfile(name);
  const target = (options["target"] as string | undefined) ?? config.target;
  if (target !== undefined) checkRelease(target);
  const formatIn = options["formatIn"] as string | undefined;
  if (formatIn !== undefined && !isFormat(formatIn))
    throw new CliError(2, `no format "${formatIn}"`, { help: [`formats: ${flavorFormats.join(", ")}`] });
  return {
    loaded,
    lint: {
      profiles: profileNames,
      target,
      severities: config.severities,
      settings: config.settings,
      userRules,
      ignore: config.ignore,
      keepSuppressed: true,
      now: context.io.now(),
      catalogueOf: ({ file, catalogue }) =>
        config.catalogues.find(({ files }) => files.some((pattern) => matchesFile(pattern, seen(file))))?.name ??
        catalogue,
    },
    failOn: (options["failOn"] as Severity | undefined) ?? config.failOn ?? "error",
    format: options["format"] as ReportFormat,
    out: options["out"] as string | undefined,
    all: options["all"] === true,
    live: (options["live"] as string[] | undefined) ?? [],
    relative: seen,
    formatOf: (file) => formatIn ?? config.formats.find(({ files }) => matchesFile(files, seen(file)))?.format,
  };
}

/** A path of the configuration as an absolute one. */
export function inFolder(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

const isFormat = (name: string): name is FlavorFormat => flavorFormats.some((format) => format === name);

function checkProfile(name: string): void {
  if (name.startsWith("nova@")) return checkRelease(name);
  if (findProfile(name) !== undefined) return;
  const known = profiles.map((profile) => profile.name);
  throw new CliError(2, `no profile "${name}"`, {
    help: [
      ...nearest(name, known, 1).map((near) => `did you mean --profile ${near}?`),
      `profiles: ${known.join(", ")}, nova@<release>`,
    ],
  });
}

function checkRelease(name: string): void {
  if (parseRelease(name) !== undefined) return;
  throw new CliError(2, `no release "${name}" of Nova is known`, {
    help: [`releases: ${releases.map((release) => release.name).join(", ")}`],
  });
}
