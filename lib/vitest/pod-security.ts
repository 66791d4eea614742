// SPDX-License-Identifier: Apache-2.0
import type { MatchersObject } from "vitest";
import { type Fields, lintManifests, type Manifest, type ManifestSettings, rules } from "../manifests/index.ts";
import { receivedManifests } from "./received.ts";
import { counted, fails, findingLine, type MatcherResult } from "./result.ts";

export interface PodSecurityMatcherOptions {
  /** @default "restricted" */
  readonly level?: "baseline" | "restricted" | undefined;
  /** Minor version of Kubernetes whose standard counts: 36 is 1.36. @default the newest known */
  readonly minor?: number | undefined;
  /** What exists in the cluster already. A namespace's own label counts before `level`. */
  readonly around?: readonly (Manifest | Fields)[] | undefined;
}

/** `expect(manifests).toPassRestricted()`, bare pods and pods inside workloads; see {@link receivedManifests} for what it takes. */
export const podSecurityMatchers = { toPassRestricted } satisfies MatchersObject;

const podSecurityRules = rules.filter(({ id }) => id.startsWith("PS"));

function toPassRestricted(received: unknown, options: PodSecurityMatcherOptions = {}): MatcherResult {
  const { level = "restricted", minor, around } = options;
  const manifests = receivedManifests(received, "toPassRestricted");
  const settings: Partial<ManifestSettings> = { podSecurity: level, ...(minor === undefined ? {} : { minor }) };
  // A fault of the linter (MF000) is an error too: nothing was proved.
  const bad = lintManifests(manifests, { settings, around, rules: podSecurityRules }).filter((finding) =>
    fails(finding, "error"),
  );
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
