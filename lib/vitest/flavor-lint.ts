// SPDX-License-Identifier: Apache-2.0
import type { MatchersObject } from "vitest";
import { type FlavorDefinition, type FlavorInput, type FlavorLintOptions, lintFlavors } from "../flavors/index.ts";
import type { Severity } from "../model/light.ts";
import { counted, fails, findingLine, type MatcherResult } from "./result.ts";

export interface FlavorMatcherOptions extends FlavorLintOptions {
  /** One profile, beside `profiles`. */
  readonly profile?: string | undefined;
  /** Least severity that makes the test fail. @default "error" */
  readonly failOn?: Severity | undefined;
}

/**
 * For `expect.extend(flavorMatchers)`: `expect(flavors).toPassFlavorLint({ profile: "wikimedia" })`. Flavors are definitions of
 * the readers or plain objects with the fields of `flavors.yaml`.
 */
export const flavorMatchers = { toPassFlavorLint } satisfies MatchersObject;

function toPassFlavorLint(received: unknown, options: FlavorMatcherOptions = {}): MatcherResult {
  if (!Array.isArray(received))
    throw new TypeError(
      "toPassFlavorLint wants a list of flavors: definitions of a reader, or objects like in flavors.yaml",
    );
  const { profile, failOn = "error", ...rest } = options;
  const findings = lintFlavors(received as readonly (FlavorDefinition | FlavorInput)[], {
    ...rest,
    profiles: [...(rest.profiles ?? []), ...(profile === undefined ? [] : [profile])],
    keepSuppressed: false,
  });
  // A fault of the linter fails the test whatever is asked: nothing was proved.
  const bad = findings.filter((finding) => finding.code === "FL000" || fails(finding, failOn));
  const count = counted(received.length, "flavor");
  return {
    pass: bad.length === 0,
    message: () =>
      bad.length === 0
        ? `expected ${count} to have findings of severity ${failOn} or worse, but there are none`
        : [`expected ${count} to pass the lint (failOn: ${failOn}):`, ...bad.map(findingLine)].join("\n"),
  };
}

declare module "vitest" {
  // The type parameters are vitest's own: declarations of one interface must agree on them.
  // oxlint-disable-next-line no-unused-vars
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** No finding at or above `failOn` in these flavors. */
    toPassFlavorLint(options?: FlavorMatcherOptions): R;
  }
}
