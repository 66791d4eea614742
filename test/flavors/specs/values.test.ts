// SPDX-License-Identifier: Apache-2.0
import { assert, bigInt, constantFrom, nat, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { looseBool, pythonInt, pythonIntText, pythonStrip, strictBool } from "../../../lib/flavors/specs/values.ts";

// Every verdict below is Python 3.11's own.
describe("pythonInt", () => {
  test.each([
    ["4", 4],
    [" 4 ", 4],
    ["\t\v\f\r\n4\n", 4],
    ["\u{a0}4\u{2003}\u{3000}\u{85}\u{2000}\u{200a}", 4],
    ["+3", 3],
    ["-3", -3],
    ["007", 7],
    ["-0", -0],
    ["1_000", 1000],
    ["1_0_0", 100],
    ["0", 0],
    ["9", 9],
    ["\u{661}_\u{662}", 12],
    ["\u{660}", 0],
    ["\u{669}", 9],
    ["\u{ff14}", 4],
    ["\u{1d7ff}", 9],
    ["\u{1d7ce}\u{1d7d9}", 1],
    ["-\u{1d7e5}", -3],
    ["\u{1fbf9}", 9],
    ["9007199254740993", 9007199254740992],
  ])("%j is %d", (text, value) => {
    expect(pythonInt(text)).toBe(value);
  });

  test.each([
    "",
    " ",
    "+",
    "-",
    "+ 4",
    "--4",
    "+-4",
    "_4",
    "4_",
    "4__4",
    "+_4",
    "0x4",
    "1e3",
    "4.0",
    "4 4",
    "four",
    "\u{1c}4",
    "4\u{1f}",
    "\u{1c}\u{664}",
    "4\0",
    "4\u{feff}",
    "\u{200b}4",
    "\u{ff0d}4",
    "\u{b2}",
    "\u{65f}",
    "\u{66a}",
    "\u{1fbfa}",
    "/",
    ":",
    "\u{d835}",
  ])("%j is no integer", (text) => {
    expect(pythonInt(text)).toBeUndefined();
    expect(pythonIntText(text)).toBeUndefined();
  });

  test("takes 4300 digits and no more, as CPython does", () => {
    expect(pythonInt(`${"0".repeat(4299)}7`)).toBe(7);
    expect(pythonInt(`${"0".repeat(4300)}7`)).toBeUndefined();
    expect(pythonIntText(`-${"9".repeat(4300)}`)).toHaveLength(4301);
  });

  test("is done with 100,000 characters at once", () => {
    for (const worst of ["1_".repeat(50_000), " ".repeat(100_000), "1".repeat(100_000)]) {
      expect(pythonInt(worst)).toBeUndefined();
    }
  });

  test("every integer is itself, however it is dressed", () => {
    assert(
      property(
        bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
        constantFrom("", " ", "\t", "\u{2003}"),
        nat(3),
        (number, blank, zeros) => {
          const sign = number < 0n ? "-" : blank === " " ? "+" : "";
          const digits = String(number < 0n ? -number : number);
          const text = blank + sign + "0".repeat(zeros) + digits.split("").join(zeros % 2 === 1 ? "_" : "") + blank;
          expect(pythonIntText(text)).toBe(String(number));
          expect(pythonInt(text)).toBe(number === 0n && sign === "-" ? -0 : Number(number));
        },
      ),
    );
  });
});

describe("pythonIntText", () => {
  test.each([
    [" -0_07 ", "-7"],
    ["+0", "0"],
    ["-000", "0"],
    ["\u{661}0", "10"],
    ["9007199254740993", "9007199254740993"],
  ])("%j is %j", (text, canonical) => {
    expect(pythonIntText(text)).toBe(canonical);
  });
});

describe("pythonStrip", () => {
  test("takes Python's blanks, U+001C to U+001F among them, and no byte order mark", () => {
    expect(pythonStrip("\u{1c}\u{1f} a b\u{85}\u{2029}")).toBe("a b");
    expect(pythonStrip("\u{1b}a\u{20}")).toBe("\u{1b}a");
    expect(pythonStrip("\u{feff}a\u{200b}")).toBe("\u{feff}a\u{200b}");
    expect(pythonStrip(" \u{205f}\u{202f}\u{2028}\u{1680}")).toBe("");
    expect(pythonStrip("a")).toBe("a");
  });
});

describe("booleans", () => {
  test.each(["1", "t", "true", "on", "y", "yes", " TRUE ", "\u{1c}Yes\n", "oN"])("%j is true", (text) => {
    expect(strictBool(text)).toBe(true);
    expect(looseBool(text)).toBe(true);
  });

  test.each(["0", "f", "false", "off", "n", "no", "FALSE\t", "\u{3000}Off"])("%j is false", (text) => {
    expect(strictBool(text)).toBe(false);
    expect(looseBool(text)).toBe(false);
  });

  test.each(["", "tru", "enabled", "2", "yes!", "falsee", "01", "true false"])("%j is neither", (text) => {
    expect(strictBool(text)).toBeUndefined();
    expect(looseBool(text)).toBe(false);
  });
});
