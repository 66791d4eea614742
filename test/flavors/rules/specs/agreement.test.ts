// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Flavor, fromInput, releases } from "../../../../lib/flavors/index.ts";
import { specsRules } from "../../../../lib/flavors/rules/specs/index.ts";
import { defaultSettings } from "../../../../lib/flavors/settings.ts";

// What Nova refuses is said by one of these. Names of traits and classes, and amounts, are of the placement group.
const refusals = specsRules.filter(({ id }) => ["FL303", "FL307", "FL310", "FL312"].includes(id));

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
  const asked = Object.entries(vectors)
    .filter(([key]) => !/^(trait|resources)[a-zA-Z0-9_-]{0,64}:/.test(key))
    .flatMap(([key, masks]) =>
      Object.entries(masks).flatMap(([mask, values]) =>
        values.map((value) => ({ key, value, mask: Number.parseInt(mask, 16) })),
      ),
    );

  test.each(releases.map(({ name, major }) => [name, major] as const))(
    "%s: a finding for all that is refused, no error for what is taken",
    (_name, major) => {
      const wrong = asked.filter(
        ({ key, value, mask }) => saysRefused(key, value, major) === (((mask >> (major - 21)) & 1) === 1),
      );
      expect(wrong).toEqual([]);
    },
  );
});
