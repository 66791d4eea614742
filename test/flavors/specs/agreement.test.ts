// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { newestRelease, oldestRelease, releases } from "../../../lib/flavors/release.ts";
import { accepts } from "../../../lib/flavors/specs/index.ts";
import { extraSpecs } from "../../../lib/flavors/tables/extra-specs.ts";
import { resourceClasses } from "../../../lib/flavors/tables/resource-classes.ts";
import { traits } from "../../../lib/flavors/tables/traits.ts";

const folder = new URL("../../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, folder), "utf8");

interface Vectors {
  readonly sources: string;
  /** Key → releases that accept, in hexadecimal, the oldest the lowest bit → values. */
  readonly vectors: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const fixture = JSON.parse(read("test/fixtures/flavors/extra-spec-vectors.json")) as Vectors;

describe("agreement with Nova's own validators", () => {
  test("on every pair of key and value, in every release", () => {
    const wrong: string[] = [];
    let pairs = 0;
    for (const [key, masks] of Object.entries(fixture.vectors)) {
      for (const [mask, values] of Object.entries(masks)) {
        for (const value of values) {
          pairs++;
          let ours = 0;
          for (const { major } of releases) if (accepts(key, value, major)) ours |= 1 << (major - oldestRelease);
          if (ours.toString(16) !== mask)
            wrong.push(`${JSON.stringify(key)}=${JSON.stringify(value)}: nova ${mask}, we ${ours.toString(16)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(pairs).toBeGreaterThan(3000);
  });

  test("every key of the table is asked", () => {
    const asked = Object.keys(fixture.vectors);
    const prefixes = extraSpecs.map(({ key }) => key.replace(/\{.*$/, ""));
    expect(prefixes.filter((prefix) => !asked.some((key) => key.startsWith(prefix)))).toEqual([]);
  });
});

describe("the tables", () => {
  const files = [
    ["extra-specs", extraSpecs],
    ["traits", traits],
    ["resource-classes", resourceClasses],
  ] as const;

  test.each(files)("%s says what its generator wrote", (name, rows) => {
    const hash = createHash("sha256").update(JSON.stringify(rows)).digest("hex").slice(0, 16);
    expect(/^\/\/ Content: (.*)$/m.exec(read(`lib/flavors/tables/${name}.ts`))?.[1]).toBe(hash);
  });

  test("come from one nova of each release, as the vectors do", () => {
    const sources = /^\/\/ Sources: (nova .*)$/m.exec(read("lib/flavors/tables/extra-specs.ts"))?.[1];
    expect(sources).toBe(fixture.sources);
    const majors = sources
      ?.split(" ")
      .slice(1)
      .map((version) => Number(version.split(".", 1)[0]));
    expect([...new Set(majors)]).toEqual(releases.map(({ major }) => major));
    expect(majors?.at(-1)).toBe(newestRelease);
  });

  test("rows are unique and their bounds are in order", () => {
    expect(new Set(extraSpecs.map(({ key }) => key)).size).toBe(extraSpecs.length);
    for (const { since = oldestRelease, removed = newestRelease + 1, earlier = [] } of extraSpecs) {
      const bounds = [since, ...earlier.map(({ before }) => before), removed];
      expect(bounds).toEqual([...new Set(bounds)].toSorted((a, b) => a - b));
    }
  });
});
