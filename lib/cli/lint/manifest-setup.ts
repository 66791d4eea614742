// SPDX-License-Identifier: Apache-2.0
import { relative, sep } from "node:path";
import {
  defaultSettings,
  type ManifestLintConfig,
  type ManifestLintOptions,
  type ManifestSettings,
  minorOf,
  noManifestConfig,
  podSecurityLevels,
  readManifestConfig,
  rules,
  suppressionRule,
} from "../../manifests/index.ts";
import { Quantity, type Severity } from "../../model/light.ts";
import type { Context } from "../context.ts";
import { CliError } from "../exit.ts";
import type { ReportFormat } from "../report/lint/formats.ts";
import { loadConfig, type LoadedConfig } from "./config-file.ts";
import { inFolder } from "./options.ts";

/** Options of the command line and the configuration, the former before the latter. */
export interface ManifestSetup {
  readonly loaded: LoadedConfig;
  readonly config: ManifestLintConfig;
  /** What stands around is laid over it. */
  readonly lint: ManifestLintOptions & { readonly settings: Partial<ManifestSettings> };
  readonly namespace?: string | undefined;
  /** Event file whose guard rails count, and the team in it. */
  readonly event?: string | undefined;
  readonly team?: string | undefined;
  /** Files of what exists already. */
  readonly around: readonly string[];
  /** Files of the same objects as they were. */
  readonly earlier: readonly string[];
  readonly failOn: Severity;
  readonly format: ReportFormat;
  readonly out?: string | undefined;
  readonly all: boolean;
  /** A file as the configuration sees it. */
  readonly relative: (file: string) => string;
}

/** @throws CliError 2 for a configuration or an option that is wrong */
export async function manifestSetup(
  context: Context,
  options: Readonly<Record<string, unknown>>,
): Promise<ManifestSetup> {
  const loaded = await loadConfig(options["config"], context);
  const seen = (file: string): string => relative(loaded.folder, context.path(file)).split(sep).join("/");
  const read = loaded.document
    ? readManifestConfig(loaded.document, [...rules, suppressionRule], seen)
    : { config: noManifestConfig, findings: [] };
  if (read.config === undefined)
    throw new CliError(2, "the section manifests of the configuration is wrong", {
      findings: read.findings,
      sources: loaded.sources,
    });
  const { config } = read;
  const option = (key: string): string | undefined => options[key] as string | undefined;
  const kubernetes = option("kubernetes") ?? config.kubernetes;
  const minor = kubernetes === undefined ? defaultSettings.minor : minorOf(kubernetes);
  if (minor === undefined)
    throw new CliError(2, `"${kubernetes}" is no version of Kubernetes`, { help: ["write it like --kubernetes 1.36"] });
  const level = option("podSecurity") ?? config.podSecurity;
  const podSecurity = podSecurityLevels.find((each) => each === level) ?? defaultSettings.podSecurity;
  const inConfig = (path: string | undefined): string | undefined => path && inFolder(loaded.folder, path);
  return {
    loaded,
    config,
    lint: {
      settings: {
        minor,
        podSecurity,
        ...(option("license") === "enterprise" ? { license: "enterprise" } : {}),
        ...(option("largestNode") === undefined ? {} : { largestNode: nodeOf(option("largestNode") ?? "") }),
      },
      severities: config.severities,
      ignore: config.ignore,
      keepSuppressed: true,
      now: context.io.now(),
    },
    namespace: option("namespace") ?? config.namespace,
    event: option("event") ?? inConfig(config.event),
    team: option("team") ?? config.team,
    around: (options["around"] as string[] | undefined) ?? config.around.map((path) => inFolder(loaded.folder, path)),
    earlier:
      (options["earlier"] as string[] | undefined) ?? config.earlier.map((path) => inFolder(loaded.folder, path)),
    failOn: (options["failOn"] as Severity | undefined) ?? config.failOn ?? "error",
    format: options["format"] as ReportFormat,
    out: option("out"),
    all: options["all"] === true,
    relative: seen,
  };
}

/** `16,60Gi`. @throws CliError 2 */
function nodeOf(text: string): NonNullable<ManifestSettings["largestNode"]> {
  const [cpu = "", memory = "", more] = text.split(",");
  if (more !== undefined || Quantity.read(cpu) === undefined || Quantity.read(memory) === undefined)
    throw new CliError(2, `"${text}" is no node`, { help: ["write CPU and memory like --largest-node 16,60Gi"] });
  return { cpu, memory };
}
