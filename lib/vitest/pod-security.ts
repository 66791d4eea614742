// SPDX-License-Identifier: Apache-2.0
import type { MatchersObject } from "vitest";
import { sortLintFindings } from "../lint/index.ts";
import { findManifestProblems, type ManifestSettings, rules } from "../manifests/index.ts";
import { receivedManifests } from "./received.ts";
import { counted, fails, findingLine, type MatcherResult } from "./result.ts";

export interface PodSecurityMatcherOptions {
  /** @default "restricted" */
  readonly level?: "baseline" | "restricted" | undefined;
  /** Minor version of Kubernetes whose standard counts: 36 is 1.36. @default the newest known */
  readonly minor?: number | undefined;
}

/**
 * `expect(manifests).toPassRestricted()`, bare pods and pods inside workloads: YAML text, an object, a list of them, a chart's synth.
 * Neither labels of namespaces nor suppressions in comments count: the standard is asked for by name.
 */
export const podSecurityMatchers = { toPassRestricted } satisfies MatchersObject;

const podSecurityRules = rules.filter(({ id }) => id.startsWith("PS"));

function toPassRestricted(received: unknown, options: PodSecurityMatcherOptions = {}): MatcherResult {
  const { level = "restricted", minor } = options;
  const manifests = receivedManifests(received, "toPassRestricted");
  const settings: Partial<ManifestSettings> = { podSecurity: level, ...(minor === undefined ? {} : { minor }) };
  const judged = manifests.filter(({ kind, group }) => kind !== "Namespace" || group !== "");
  // A fault of the linter (MF000) is an error too: nothing was proved.
  const bad = sortLintFindings(
    findManifestProblems(judged, { settings, rules: podSecurityRules }).map(({ finding }) => finding),
  ).filter((finding) => fails(finding, "error"));
  const count = counted(manifests.length, "object");
  return {
    pass: bad.length === 0,
    message: () =>
      bad.length === 0
        ? `expected ${count} to break the Pod Security Standard "${level}", but none does`
        : [`expected ${count} to pass the Pod Security Standard "${level}":`, ...bad.map(findingLine)].join("\n"),
  };
}

declare module "vitest" {
  // oxlint-disable-next-line no-unused-vars
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** The apiserver would make all these pods in a namespace that enforces the Pod Security Standard `level`. */
    toPassRestricted(options?: PodSecurityMatcherOptions): R;
  }
}
