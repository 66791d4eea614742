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
import type { PodSecurityLevel } from "./settings.ts";

/** The section `manifests` of `.bivouac-lint.yaml`. Everything may be left out. Paths are as seen from the file's folder. */
export interface ManifestLintConfig {
  /** Files to lint when none are named. */
  readonly files: readonly string[];
  /** Files that a folder or a pattern does not mean. */
  readonly exclude: readonly string[];
  /** Manifests that exist in the cluster already: looked up, not checked. */
  readonly around: readonly string[];
  /** The same manifests as they were: what cannot be changed is compared with them. */
  readonly earlier: readonly string[];
  readonly event?: string | undefined;
  readonly team?: string | undefined;
  readonly namespace?: string | undefined;
  readonly podSecurity?: PodSecurityLevel | undefined;
  /** `1.36`. */
  readonly kubernetes?: string | undefined;
  readonly failOn?: Severity | undefined;
  /** By id. */
  readonly severities: Readonly<Record<string, Severity | "off">>;
  readonly ignore: readonly Ignore[];
  readonly baseline?: string | undefined;
}

export const noManifestConfig: ManifestLintConfig = {
  files: [],
  exclude: [],
  around: [],
  earlier: [],
  severities: {},
  ignore: [],
};

export const podSecurityLevels: readonly PodSecurityLevel[] = ["privileged", "baseline", "restricted"];

/** The minor version of `1.36`; undefined for what is no version of Kubernetes 1. */
export function minorOf(version: string): number | undefined {
  const minor = /^v?1\.(\d{1,3})(?:\.\d{1,4})?$/.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

const version: Shape = function* (value, path) {
  // 1.30 without quotes is 1.3.
  if (typeof value === "number")
    yield { message: "a version is text", path, seen: String(value), hint: `write "${value}"` };
  else if (typeof value !== "string" || minorOf(value) === undefined)
    yield { message: "no such version of Kubernetes", path, seen: String(value).slice(0, 80), allowed: '"1.36"' };
};

const section = record({
  files: list(text),
  exclude: list(text),
  around: list(text),
  earlier: list(text),
  event: text,
  team: text,
  namespace: text,
  podSecurity: oneOf(podSecurityLevels, "Pod Security Standard"),
  kubernetes: version,
  failOn: oneOf(["error", "warning", "info"], "severity"),
  rules: map(oneOf(["error", "warning", "info", "off"], "severity")),
  ignore: function* () {},
  baseline: text,
});

/**
 * The section of a configuration, or all that is wrong with it.
 * @param relative a file of a finding as seen from the configuration's folder, for patterns
 */
export function readManifestConfig(
  document: SourceDocument,
  rules: readonly Pick<RuleMeta, "id" | "name">[],
  relative: (file: string) => string,
): { readonly config?: ManifestLintConfig | undefined; readonly findings: readonly Finding[] } {
  const given = isRecord(document.value) ? document.value["manifests"] : undefined;
  if (given === undefined) return { config: noManifestConfig, findings: [] };
  const of = isRecord(given) ? given : {};
  const { severities, faults: unknown } = readSeverities(of["rules"], rules, ["manifests", "rules"]);
  const faults: ShapeFault[] = [...section(given, ["manifests"]), ...unknown];
  if (faults.length > 0) return { findings: faults.map((fault) => configFinding(fault, document)) };
  const ignore =
    of["ignore"] === undefined
      ? []
      : readIgnores(of["ignore"], {
          by: "config",
          path: ["manifests", "ignore"],
          at: { file: document.file, locate: (path, key) => document.locate(path, key), relative },
        });
  return { config: { ...noManifestConfig, ...(of as Partial<ManifestLintConfig>), severities, ignore }, findings: [] };
}
