// SPDX-License-Identifier: Apache-2.0
import { type Finding, sortFindings } from "../model/light.ts";
import type { Fix } from "./rule.ts";

/** A finding of a linter: a `Finding` that knows its rule, its object and perhaps its fix. */
export interface LintFinding extends Finding {
  /** Kebab name of the rule. */
  readonly rule: string;
  /** Name of the object: a flavor, a team, a Kubernetes object. */
  readonly subject: string;
  /** The field in one spelling for all formats, `extra_specs.hw:cpu_policy`. Part of the baseline's key. */
  readonly field?: string | undefined;
  readonly fix?: Fix | undefined;
  /** The rule could not look: neither a pass nor a fault. Severity `info`. */
  readonly notChecked?: true | undefined;
  /** Set when a suppression or the baseline keeps the finding from counting. */
  readonly suppressed?: { readonly by: "inline" | "config" | "baseline"; readonly reason: string } | undefined;
}

/** Stable order: by file, place, severity, code, message, then subject. */
export function sortLintFindings(findings: readonly LintFinding[]): LintFinding[] {
  // The first sort is by subject; the second is stable.
  return sortFindings(
    findings.toSorted((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0)),
  ) as LintFinding[];
}
