// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import type { LintFinding, RuleMeta } from "../../../lint/index.ts";
import type { Severity } from "../../../model/light.ts";
import { isFault, type LintReport } from "./report.ts";

const levels = { error: "error", warning: "warning", info: "note" } as const satisfies Record<Severity, string>;

export interface SarifOptions {
  /** Version of bivouac. */
  readonly version: string;
  readonly exitCode: number;
  /** Fixes as replaced lines of a file, for findings that have one. */
  readonly regionOf?: ((finding: LintFinding) => FixRegion | undefined) | undefined;
}

/** A log of SARIF 2.1.0; its schema is the test's. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly Part[];
}

type Part = Readonly<Record<string, unknown>>;

/** Lines of a file and what takes their place. */
export interface FixRegion {
  readonly startLine: number;
  /** The line after the last one that goes; equal to the first when lines are only added. */
  readonly endLine: number;
  readonly text: string;
}

/** SARIF 2.1.0: rules with their help, results with both kinds of places, fingerprints that survive moved lines, suppressions. */
export function lintSarif(report: LintReport, options: SarifOptions): SarifLog {
  const used = new Set(report.findings.map(({ code }) => code));
  const known = report.rules.filter(({ id }) => used.has(id));
  const bare = [...used].filter((code) => !isFault(code) && !known.some(({ id }) => id === code));
  const rules = [...known.map(describe), ...bare.map((code) => undescribed(code, report.findings))].toSorted((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  const seen = new Map<string, number>();
  const results = report.findings
    .filter(({ code }) => !isFault(code))
    .map((finding) => toResult(finding, indices.get(finding.code) ?? -1, seen, options));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "bivouac",
            semanticVersion: options.version,
            rules,
          },
        },
        automationDetails: { id: `bivouac/lint/${report.noun}s/` },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { SRCROOT: { description: { text: "the folder that the lint was run in" } } },
        invocations: [
          {
            executionSuccessful: options.exitCode !== 2,
            exitCode: options.exitCode,
            toolExecutionNotifications: report.findings.filter(({ code }) => isFault(code)).map(toNotification),
          },
        ],
        results,
      },
    ],
  };
}

function describe(rule: RuleMeta): Part & { readonly id: string } {
  const sources = rule.sources.map((source) => `- ${source}`).join("\n");
  return {
    id: rule.id,
    name: pascal(rule.name),
    shortDescription: { text: rule.what },
    fullDescription: { text: rule.why },
    help: {
      text: `${rule.what}\n\n${rule.why}\n\nSources: ${rule.sources.join("; ")}\n\nMore: bivouac lint explain ${rule.id}`,
      markdown: `${rule.what}\n\n${rule.why}\n\nSources:\n\n${sources}\n\nMore: \`bivouac lint explain ${rule.id}\``,
    },
    defaultConfiguration: { level: levels[rule.severity] },
    properties: {
      tags: [...(rule.profiles ?? []), ...(rule.fix === undefined ? [] : [`fix:${rule.fix}`])],
      "problem.severity": rule.severity === "info" ? "recommendation" : rule.severity,
    },
  };
}

/** Mistakes of a text that no flavor could be read from have no rule of their own. */
function undescribed(code: string, findings: readonly LintFinding[]): Part & { readonly id: string } {
  const first = findings.find((finding) => finding.code === code);
  return {
    id: code,
    name: pascal(first?.rule ?? code),
    shortDescription: { text: `${first?.rule ?? "a mistake"} (${code})` },
  };
}

const pascal = (name: string): string =>
  name.replaceAll(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());

function toResult(
  finding: LintFinding,
  ruleIndex: number,
  seen: Map<string, number>,
  { regionOf }: SarifOptions,
): Part {
  const { code, severity, subject, file, line, column, path, suppressed, notChecked } = finding;
  const region = line === undefined ? {} : { region: { startLine: line, startColumn: column ?? 1 } };
  const name = [subject, finding.field].filter((part) => part !== undefined && part !== "").join(".");
  const fix = finding.fix && regionOf?.(finding);
  return {
    ruleId: code,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    // What could not be looked at is "open": neither a pass nor a fault.
    ...(notChecked ? { kind: "open", level: "none" } : { kind: "fail", level: levels[severity] }),
    message: { text: textOf(finding) },
    locations: [
      {
        ...(file === undefined ? {} : { physicalLocation: { artifactLocation: locationOf(file), ...region } }),
        ...(name === "" && path === undefined
          ? {}
          : {
              logicalLocations: [
                {
                  name: name === "" ? (path ?? "") : name,
                  ...(path ? { fullyQualifiedName: path } : {}),
                  kind: "object",
                },
              ],
            }),
      },
    ],
    partialFingerprints: { "bivouacLint/v1": fingerprint(finding, seen) },
    ...(suppressed ? { suppressions: [suppressionOf(suppressed)] } : { suppressions: [] }),
    ...(suppressed?.by === "baseline" ? { baselineState: "unchanged" as const } : {}),
    ...(fix === undefined || file === undefined
      ? {}
      : {
          fixes: [
            {
              description: { text: finding.fix?.title ?? "" },
              artifactChanges: [
                {
                  artifactLocation: locationOf(file),
                  replacements: [
                    {
                      deletedRegion: { startLine: fix.startLine, startColumn: 1, endLine: fix.endLine, endColumn: 1 },
                      insertedContent: { text: fix.text },
                    },
                  ],
                },
              ],
            },
          ],
        }),
    ...(finding.fix === undefined ? {} : { properties: { fix: finding.fix.title, safe: finding.fix.safe } }),
  };
}

/** What the baseline and a reader compare: not the line, which moves, nor the message, which gets better. */
function fingerprint({ code, file, subject, field }: LintFinding, seen: Map<string, number>): string {
  const key = JSON.stringify([code, file ?? "", subject, field ?? ""]);
  const times = (seen.get(key) ?? 0) + 1;
  seen.set(key, times);
  return createHash("sha256").update(`${key}${times}`).digest("hex").slice(0, 32);
}

function suppressionOf({ by, reason }: NonNullable<LintFinding["suppressed"]>): Part {
  return { kind: by === "inline" ? "inSource" : "external", status: "accepted", justification: reason };
}

function locationOf(file: string): { readonly uri: string; readonly uriBaseId?: string } {
  const uri = file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  return file.startsWith("/") ? { uri: `file://${uri}` } : { uri, uriBaseId: "SRCROOT" };
}

function toNotification(finding: LintFinding): Part {
  return { level: "error", descriptor: { id: finding.code }, message: { text: textOf(finding) } };
}

function textOf({ subject, message, seen, allowed, hint }: LintFinding): string {
  return [
    `${subject === "" ? "" : `${subject}: `}${message}`,
    ...(seen === undefined ? [] : [`Seen: ${seen}`]),
    ...(allowed === undefined ? [] : [`Allowed: ${allowed}`]),
    ...(hint === undefined ? [] : [`Next: ${hint}`]),
  ].join("\n");
}
