// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from "vitest";
import { compare } from "../flavors/topology/agreement.ts";
import { ask } from "../../lab/flavor-oracle/ask.ts";
import { random, systematic, unique } from "../../lab/flavor-oracle/vectors.ts";

// The lab's Nova is 26.2, of Zed. Its own code is asked; no service takes part.
describe("the linter and Nova's own code", () => {
  const definitions = unique([...systematic(), ...random(4000, 26)]);
  let agreement: ReturnType<typeof compare>;

  beforeAll(async () => {
    const verdicts = await ask(definitions);
    agreement = compare(
      definitions.map((each, index) => ({ ...each, fault: null, refused: [], ...verdicts[index] })),
      "zed",
    );
  });

  test("thousands of definitions, many of each kind", () => {
    expect(definitions.length).toBeGreaterThan(7000);
    expect(agreement.boot).toBeGreaterThan(2000);
    expect(agreement.die).toBeGreaterThan(4000);
  });

  test("what Nova does not boot gets an error", () => {
    expect(agreement.missed).toEqual([]);
  });

  test("what Nova takes and boots gets none", () => {
    expect(agreement.wrong).toEqual([]);
  });
});
