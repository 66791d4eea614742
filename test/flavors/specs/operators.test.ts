// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { demandFault } from "../../../lib/flavors/specs/index.ts";

describe("demandFault", () => {
  test.each([
    "true",
    "ssd",
    "ssd hdd",
    "= 5",
    "== 5.0",
    "!= 1e3",
    ">= 5",
    "<= -1",
    "s== abc",
    "s!= a,b",
    "s< a",
    "s<= a",
    "s> a",
    "s>= a",
    "<in> gcc",
    "<all-in> aes mmx",
    "<or> fpu",
    "<or> fpu <or> gpu",
    "<or> fpu <or>",
    "",
    " ",
    "5 >= x",
    "sane",
    "<b>",
  ])("%j is fine", (value) => {
    expect(demandFault(value, "aggregate")).toBeUndefined();
    expect(demandFault(value, "capabilities")).toBeUndefined();
  });

  test.each([
    ["<or>", true, "is <or> without a word, which fails in the scheduler", "write <or> and a value", undefined],
    [">=", true, "is >= without a word", "write >= and a value", undefined],
    [
      "= abc",
      true,
      "compares abc as a number, which fails in the scheduler",
      "= is for numbers; s== and s!= compare text",
      "s== abc",
    ],
    [
      "!= abc",
      true,
      "compares abc as a number, which fails in the scheduler",
      "!= is for numbers; s== and s!= compare text",
      "s!= abc",
    ],
    [
      "== x",
      true,
      "compares x as a number, which fails in the scheduler",
      "== is for numbers; s== and s!= compare text",
      "s== x",
    ],
    [
      ">= x",
      true,
      "compares x as a number, which fails in the scheduler",
      ">= is for numbers; s== and s!= compare text",
      undefined,
    ],
    [
      "<or> a b",
      false,
      "has b where an <or> belongs, and nobody reads it",
      "write <or> before every value",
      "<or> a <or> b",
    ],
    [
      "<in> a b",
      false,
      "has words after a that nobody reads",
      "one word is compared; <or> takes several, each after its own <or>",
      undefined,
    ],
    [
      "s== a b",
      false,
      "has words after a that nobody reads",
      "one word is compared; <or> takes several, each after its own <or>",
      undefined,
    ],
    [">= 5 6", false, "has words after 5 that nobody reads", "one word is compared", undefined],
    [">=5", true, "begins with >= and no blank after it: the text is compared as it is", "write >= 5", ">= 5"],
    [
      "<or>a <or>b",
      true,
      "begins with <or> and no blank after it: the text is compared as it is",
      "write <or> a <or>b",
      "<or> a <or>b",
    ],
    [
      "s>=5 x",
      true,
      "begins with s>= and no blank after it: the text is compared as it is",
      "write s>= 5 x",
      "s>= 5 x",
    ],
    ["=abc", true, "begins with = and no blank after it: the text is compared as it is", "write = abc", "= abc"],
    [
      "> 3",
      true,
      "begins with >, which is no operator: the text is compared as it is",
      "there are >= for numbers and s> for text",
      undefined,
    ],
    [
      "< 3",
      true,
      "begins with <, which is no operator: the text is compared as it is",
      "there are <= for numbers and s< for text",
      undefined,
    ],
    [
      "=> 3",
      true,
      "begins with =>, which is no operator: the text is compared as it is",
      "there are >= for numbers and s>= for text",
      ">= 3",
    ],
    [
      "=< 3",
      true,
      "begins with =<, which is no operator: the text is compared as it is",
      "there are <= for numbers and s<= for text",
      "<= 3",
    ],
    [
      "=>",
      true,
      "begins with =>, which is no operator: the text is compared as it is",
      "there are >= for numbers and s>= for text",
      undefined,
    ],
    [
      "<5",
      true,
      "begins with <, which is no operator: the text is compared as it is",
      "there are <= for numbers and s< for text, with a blank after them",
      undefined,
    ],
    [
      ">5",
      true,
      "begins with >, which is no operator: the text is compared as it is",
      "there are >= for numbers and s> for text, with a blank after them",
      undefined,
    ],
    ["<IN> aes", true, "begins with <IN>: operators are in lower case", "write <in> aes", "<in> aes"],
  ])("%j", (value, hopeless, message, hint, meant) => {
    for (const kind of ["aggregate", "capabilities"] as const) {
      const fault = demandFault(value, kind);
      expect(fault).toMatchObject({ hopeless, message, hint });
      expect(fault?.meant).toBe(meant);
    }
  });

  test.each([
    ["ssd,hdd", "<or> ssd <or> hdd"],
    [" ssd , hdd,", "<or> ssd <or> hdd"],
    ["s== a,b", "<or> a <or> b"],
    ["<in> a,b", "<or> a <or> b"],
    ["fast ssd,hdd", undefined],
  ])("commas never match an aggregate: %j", (value, meant) => {
    const fault = demandFault(value, "aggregate");
    expect(fault).toMatchObject({
      hopeless: true,
      message: "has a comma, and the values of aggregates are split at commas: none is equal to it",
      hint: "write <or> before every value",
    });
    expect(fault?.meant).toBe(meant);
    expect(demandFault(value, "capabilities")).toBeUndefined();
  });

  test.each([" ssd", "ssd ", "\tssd\u{a0}"])("nor do blanks at the ends: %j", (value) => {
    expect(demandFault(value, "aggregate")).toEqual({
      hopeless: true,
      message: "has blanks around it, and those of aggregates have none",
      hint: "remove the blanks",
      meant: "ssd",
    });
    expect(demandFault(value, "capabilities")).toBeUndefined();
  });

  test("a long value makes a short message", () => {
    expect(demandFault(`= ${"x".repeat(61)}`, "aggregate")?.message).toBe(
      `compares ${"x".repeat(59)}… as a number, which fails in the scheduler`,
    );
    expect(demandFault(`= ${"x".repeat(60)}`, "aggregate")?.message).toBe(
      `compares ${"x".repeat(60)} as a number, which fails in the scheduler`,
    );
  });
});
