// SPDX-License-Identifier: Apache-2.0
import { lintFlavors } from "../../../lib/flavors/index.ts";
import type { Verdict } from "../../../lab/flavor-oracle/ask.ts";
import type { Definition } from "../../../lab/flavor-oracle/vectors.ts";

/** How the linter and Nova agree about flavors. */
export interface Agreement {
  readonly boot: number;
  readonly die: number;
  /** Nova does not boot it and the linter has no error. */
  readonly missed: readonly string[];
  /** Nova takes it and boots it, and the linter has an error. */
  readonly wrong: readonly string[];
}

/** Errors about extra specs that Nova's own code must confirm; FL430 to FL436 are placement's business. */
const confirmed = /^FL(3\d\d|4[012]\d|437)$/;

/**
 * Lints what Nova was asked about.
 * @param target release of that Nova
 */
export function compare(
  asked: readonly (Definition & Pick<Verdict, "fault" | "refused">)[],
  target: string,
): Agreement {
  const missed: string[] = [];
  const wrong: string[] = [];
  let boot = 0;
  for (const { vcpus, ram, disk, specs, fault, refused } of asked) {
    const findings = lintFlavors([{ name: "m1.test", vcpus, ram, disk, public: true, extraSpecs: specs }], { target });
    const errors = findings.filter(({ severity }) => severity === "error");
    const told = `${vcpus} vCPUs, ${ram} MiB, ${JSON.stringify(specs)}`;
    if (fault === null) boot++;
    if (fault !== null && errors.length === 0) missed.push(`${fault}: ${told}`);
    const unconfirmed = errors.filter(({ code }) => confirmed.test(code));
    if (fault === null && refused.length === 0 && unconfirmed.length > 0)
      wrong.push(`${unconfirmed.map(({ code, message }) => `${code} ${message}`).join("; ")}: ${told}`);
  }
  return { boot, die: asked.length - boot, missed, wrong };
}
