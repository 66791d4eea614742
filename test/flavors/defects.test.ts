// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lintFlavors, readFlavorText } from "../../lib/flavors/index.ts";

const folder = join(import.meta.dirname, "..", "fixtures", "flavors", "defects");
const files = readdirSync(folder).filter((file) => !file.endsWith(".expect"));

interface Expectation {
  readonly expect: readonly string[];
  readonly profiles: readonly string[];
  readonly target?: string | undefined;
}

/** Lines `# expect: FL303@7 FL110@3`, `# profile: wikimedia`, `# target: 2024.1`, at the head or in `<file>.expect`. */
function expectation(file: string, text: string): Expectation {
  const notes = file.endsWith(".json") ? readFileSync(join(folder, `${file}.expect`), "utf8") : text;
  const values = (name: string): string[] =>
    [...notes.matchAll(new RegExp(`^# ${name}:(.*)$`, "gm"))].flatMap((match) =>
      (match[1] ?? "").split(/[\s,]+/).filter((word) => word !== ""),
    );
  return { expect: values("expect").toSorted(), profiles: values("profile"), target: values("target")[0] };
}

describe("defects", () => {
  test("there are at least sixty", () => {
    expect(files.length).toBeGreaterThanOrEqual(60);
  });

  test.each(files)("%s", async (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const { expect: expected, profiles, target } = expectation(file, text);
    const { definitions, findings } = await readFlavorText(text, file);
    const found = [...findings, ...lintFlavors(definitions, { profiles, target })];
    expect(found.map(({ code, line }) => `${code}@${line ?? "-"}`).toSorted()).toEqual(expected);
  });
});
