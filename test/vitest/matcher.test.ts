// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { type FlavorInput, readFlavorText } from "../../lib/flavors/index.ts";
import { flavorMatchers } from "../../lib/vitest/index.ts";

expect.extend(flavorMatchers);

const good: FlavorInput = { name: "m1.a", vcpus: 2, ram: 4096, disk: 20, public: true };
const failure = (run: () => void): string => {
  try {
    run();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "nothing was thrown";
};

describe("toPassFlavorLint", () => {
  it("passes for what is right", () => {
    expect([good]).toPassFlavorLint();
    expect([]).toPassFlavorLint();
    expect(failure(() => expect([good]).not.toPassFlavorLint())).toBe(
      "expected 1 flavor to have findings of severity error or worse, but there are none",
    );
  });

  it("says what is wrong", () => {
    expect([{ ...good, vcpus: 0 }]).not.toPassFlavorLint();
    expect(failure(() => expect([{ ...good, vcpus: 0 }, good]).toPassFlavorLint())).toMatch(
      /^expected 2 flavors to pass the lint \(failOn: error\):\n {2}error FL103 m1\.a: vcpus is out of range \(seen: 0; allowed: 1 to 2147483647\)\n/,
    );
  });

  it("with the place, for what was read from a file", async () => {
    const { definitions } = await readFlavorText(
      "version: 1\nflavors:\n  a: { vcpus: 0, ram: 4096, disk: 20, public: true }\n",
      "f.yaml",
    );
    expect(failure(() => expect(definitions).toPassFlavorLint())).toContain("\n  f.yaml:3:15 error FL103 a: ");
  });

  it("takes a profile and every option of the lint", () => {
    expect([good]).not.toPassFlavorLint({ profile: "wikimedia" });
    expect([good]).not.toPassFlavorLint({ profiles: ["wikimedia"] });
    expect([{ ...good, ram: 1000 }]).toPassFlavorLint();
    expect([{ ...good, ram: 1000 }]).not.toPassFlavorLint({ failOn: "warning" });
    expect([{ ...good, vcpus: 0 }]).toPassFlavorLint({ ignore: [{ rule: "FL103", reason: "an example" }] });
    expect([{ ...good, vcpus: 0 }]).toPassFlavorLint({
      keepSuppressed: true,
      ignore: [{ rule: "FL103", reason: "an example" }],
    });
  });

  it("fails for a broken rule, also when nothing else would", () => {
    const check = (): never => {
      throw new Error("boom");
    };
    const rule = { id: "H1", name: "h", scope: "flavor", severity: "info", what: "", why: "", sources: [] } as const;
    expect(
      failure(() => expect([good]).toPassFlavorLint({ userRules: [{ ...rule, failing: [], passing: [], check }] })),
    ).toContain("error FL000 m1.a: rule H1 failed: boom");
  });

  it("wants a list, and a profile that there is", () => {
    expect(failure(() => expect({ m1: good }).toPassFlavorLint())).toMatch(/^toPassFlavorLint wants a list of flavors/);
    expect(failure(() => expect([good]).toPassFlavorLint({ profile: "wikipedia" }))).toMatch(/^no profile "wikipedia"/);
  });
});
