// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compare } from "./agreement.ts";

type Row = readonly [
  vcpus: number,
  ram: number,
  specs: Record<string, string>,
  fault: string | null,
  refused: string[],
];
const { nova, vectors } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../fixtures/flavors/boot-vectors.json"), "utf8"),
) as { nova: string; vectors: Row[] };

// Recorded by lab/flavor-oracle/record.ts from the newest Nova.
describe("verdicts of Nova's own code", () => {
  const { boot, die, missed, wrong } = compare(
    vectors.map(([vcpus, ram, specs, fault, refused]) => ({ vcpus, ram, disk: 20, specs, fault, refused })),
    "2026.2",
  );

  test("are of the newest release, many of each kind", () => {
    expect(nova).toMatch(/^34\./);
    expect(vectors.length).toBeGreaterThan(1200);
    expect(boot).toBeGreaterThan(400);
    expect(die).toBeGreaterThan(700);
  });

  test("what does not boot gets an error", () => {
    expect(missed).toEqual([]);
  });

  test("what the API takes and boots gets none", () => {
    expect(wrong).toEqual([]);
  });
});
