// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatKib, meantPageSize, parsePageSize, passesPageSizePattern } from "../../../lib/flavors/topology/index.ts";

describe("parsePageSize", () => {
  test.each([
    ["small", "small"],
    ["large", "large"],
    ["any", "any"],
    ["0", 0],
    ["4", 4],
    ["02048", 2048],
    ["1048576", 1_048_576],
    ["4KB", 4],
    ["4KiB", 4],
    ["2MB", 2048],
    ["2MiB", 2048],
    ["1GB", 1_048_576],
    ["1GiB", 1_048_576],
    ["1TB", 1024 ** 3],
    ["2Mb", 256],
    ["2Mbit", 256],
    ["2Mib", 256],
    ["1024B", 1],
    ["1B", 1 / 1024],
    ["8b", 1 / 1024],
    ["1b", 1 / 1024],
    ["9bit", 2 / 1024],
    ["٤", 4],
  ])("%s", (text, expected) => {
    expect(parsePageSize(text)).toBe(expected);
    expect(passesPageSizePattern(text)).toBe(true);
  });

  test.each(["2M", "1G", "1Gi", "4K", "2k", "2kB", "2kiB", "2kb", "2kbit"])(
    "%s passes the validator and is none",
    (text) => {
      expect(parsePageSize(text)).toBeUndefined();
      expect(passesPageSizePattern(text)).toBe(true);
    },
  );

  test.each([
    "",
    "Small",
    "2mb",
    "2 MB",
    "1.5GB",
    "MB",
    "-2MB",
    "2iB",
    "2KBB",
    "2BiB",
    "2PB",
    "2MiBit",
    "2x",
    "x2",
    "b",
  ])("%s is none and does not pass", (text) => {
    expect(parsePageSize(text)).toBeUndefined();
    expect(passesPageSizePattern(text)).toBe(false);
  });

  test("any text at all: no crash, and nothing is read that does not pass", () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."0129kKMGTibitB ".split("")) }));
    fc.assert(
      fc.property(text, (each) => {
        expect(parsePageSize(each) === undefined || passesPageSizePattern(each)).toBe(true);
      }),
    );
  });
});

test.each([
  ["2M", "2MiB"],
  ["2kB", "2KiB"],
  ["4k", "4KiB"],
  ["1Gi", "1GiB"],
  ["2", undefined],
  ["2B", undefined],
  ["x", undefined],
])("%s was meant as %s", (text, meant) => {
  expect(meantPageSize(text)).toBe(meant);
});

test.each([
  [0, "0 KiB"],
  [4, "4 KiB"],
  [1023, "1023 KiB"],
  [1024, "1 MiB"],
  [1025, "1025 KiB"],
  [2048, "2 MiB"],
  [1_048_575, "1048575 KiB"],
  [1_048_576, "1 GiB"],
  [1_049_600, "1025 MiB"],
  [16_777_216, "16 GiB"],
])("%d KiB", (kib, text) => {
  expect(formatKib(kib)).toBe(text);
});
