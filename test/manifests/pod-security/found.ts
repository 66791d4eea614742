// SPDX-License-Identifier: Apache-2.0
import type { LintFinding } from "../../../lib/lint/index.ts";
import { type Fields, findManifestProblems, type ManifestLintOptions, rules } from "../../../lib/manifests/index.ts";

export const podSecurityRules = rules.filter(({ id }) => id.startsWith("PS"));

/** What is found, without what every finding of the rule repeats. */
export type Found = Partial<Omit<LintFinding, "rule" | "severity" | "subject">>;

/** All findings of Pod Security in their order. */
export function found(objects: Fields | readonly Fields[], options: ManifestLintOptions = {}): Found[] {
  const list = Array.isArray(objects) ? (objects as readonly Fields[]) : [objects as Fields];
  return findManifestProblems(list, { rules: podSecurityRules, ...options }).map(({ finding }) => {
    const { rule: _rule, severity: _severity, subject: _subject, ...rest } = finding;
    return rest;
  });
}

export function codes(objects: Fields | readonly Fields[], options: ManifestLintOptions = {}): string[] {
  return found(objects, options).map(({ code }) => code ?? "");
}

const confined = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };

/** A pod that passes, of containers given by their security contexts alone; `securityContext` and the rest of the spec are laid over it. */
export function pod(over: Fields = {}, ...contexts: readonly Fields[]): Fields {
  const containers = (contexts.length === 0 ? [{}] : contexts).map((context, index) => ({
    name: `c${index}`,
    image: "app",
    securityContext: { ...confined, ...context },
  }));
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "app" },
    spec: { securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } }, containers, ...over },
  };
}
