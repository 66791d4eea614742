// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Flavor, fromInput, releases, rules } from "../../../../lib/flavors/index.ts";
import { defaultSettings } from "../../../../lib/flavors/settings.ts";

// What Nova refuses is said by one of these; FL432 and FL433 say it of resources and traits.
const ids = new Set(["FL303", "FL307", "FL310", "FL312", "FL432", "FL433"]);
const refusals = rules.filter((rule) => rule.scope === "flavor").filter(({ id }) => ids.has(id));
const ofPlacement = /^(trait|resources)[a-zA-Z0-9_-]{0,64}:/;

/** Whether one of the rules says that Nova refuses the extra spec. */
function saysRefused(key: string, value: string, release: number): boolean {
  const flavor = new Flavor(fromInput({ name: "m1.test", extraSpecs: { [key]: value } }, 0));
  const context = { release, settings: defaultSettings };
  return refusals.some((rule) =>
    [...rule.check(flavor, context)].some(({ message, severity = rule.severity }) =>
      rule.id === "FL312" ? message.endsWith("refuse it") : severity === "error",
    ),
  );
}

describe("agreement with Nova's validators", () => {
  const { vectors } = JSON.parse(
    readFileSync(new URL("../../../fixtures/flavors/extra-spec-vectors.json", import.meta.url), "utf8"),
  ) as { readonly vectors: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> };
  const asked = Object.entries(vectors).flatMap(([key, masks]) =>
    Object.entries(masks).flatMap(([mask, values]) =>
      values.map((value) => ({ key, value, mask: Number.parseInt(mask, 16) })),
    ),
  );

  test.each(releases.map(({ name, major }) => [name, major] as const))(
    "%s: a finding for all that is refused, no error for what is taken",
    (_name, major) => {
      const wrong = asked.filter(
        ({ key, value, mask }) =>
          saysRefused(key, value, major) === (((mask >> (major - 21)) & 1) === 1) &&
          // Nova takes negative amounts, and placement does not get them: FL432 says so.
          !(ofPlacement.test(key) && /^[-+0 _]/.test(value)),
      );
      expect(wrong).toEqual([]);
    },
  );
});
