// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Bytes, Cpu, Quantity } from "../../lib/model/light.ts";

// What kube-apiserver 1.36 prints of these; test/lab/quantities.test.ts asks it about thousands more.
describe("printed as the apiserver does", () => {
  test.each([
    ["0", "0"],
    ["+", "0"],
    [".", "0"],
    ["Ki", "0"],
    ["-0", "0"],
    ["0.5", "500m"],
    ["5.", "5."],
    ["1.500", "1.500"],
    ["1.5000", "1500m"],
    ["+5", "+5"],
    ["007", "007"],
    ["1024Mi", "1Gi"],
    ["1.5Gi", "1536Mi"],
    ["0.5Ki", "512"],
    ["-1.5Ki", "-1536"],
    ["0.1Ki", "102400m"],
    ["0.0000000001", "1n"],
    ["-0.0000000001", "-1n"],
    ["1e3", "1e3"],
    ["1000e3", "1e6"],
    ["12E", "12E"],
    ["1e-9", "1e-9"],
    ["9.5Ei", "9223372036854775807"],
    ["10Ei", "9223372036854775807"],
    ["  2  ", "2"],
  ])("%j → %j", (written, printed) => {
    expect(Quantity.parse(written).toString()).toBe(printed);
  });

  test.each([
    "",
    "-Ei",
    "1e",
    "1e+",
    "1k5",
    "1e5m",
    "0x10",
    "1_000",
    "1,5",
    "--1",
    "1.2.3",
    "1KI",
    "1Mb",
    "Infinity",
    "NaN",
    "null",
    "1e1000",
  ])("%j is no quantity", (written) => {
    expect(Quantity.read(written)).toBeUndefined();
    expect(() => Quantity.parse(written)).toThrow(RangeError);
  });
});

const amounts = fc
  .tuple(fc.bigInt(-(10n ** 24n), 10n ** 24n), fc.constantFrom("n", "u", "m", "", "k", "G", "Ki", "Mi", "e3"))
  .map(([count, suffix]) => `${count}${suffix}`);

describe("arithmetic", () => {
  test("the canonical text is the same amount, and its own canonical text", () => {
    fc.assert(
      fc.property(amounts, (text) => {
        const amount = Quantity.parse(text);
        const again = Quantity.parse(amount.canonical);
        expect(again.nanos).toBe(amount.nanos);
        expect(again.canonical).toBe(amount.canonical);
      }),
    );
  });

  test("is exact", () => {
    fc.assert(
      fc.property(amounts, amounts, fc.integer({ min: -1000, max: 1000 }), (left, right, factor) => {
        const [a, b] = [Quantity.parse(left), Quantity.parse(right)];
        expect(a.plus(b).minus(b).equals(a)).toBe(true);
        expect(a.plus(b).times(factor).nanos).toBe(a.times(factor).nanos + b.times(factor).nanos);
        // 0 - x: a minus before a zero makes another zero.
        expect(Math.sign(a.compare(b))).toBe(0 - Math.sign(b.compare(a)));
        expect(a.max(b).compare(a)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("sums keep the form of what was there first", () => {
    const sum = (...texts: string[]) =>
      texts.map((text) => Quantity.parse(text)).reduce((all, each) => all.plus(each), Quantity.zero);
    expect(sum("1Gi", "512Mi").toString()).toBe("1536Mi");
    expect(sum("1Gi", "1M").toString()).toBe("1074741824");
    expect(sum("100m", "0.9").toString()).toBe("1");
    expect(sum("0.1", "0.2").toString()).toBe("300m");
  });

  test("lists of resources hold thousandths, claims whole bytes", () => {
    expect(Quantity.parse("1u").rounded().toString()).toBe("1m");
    expect(Quantity.parse("-1u").rounded().toString()).toBe("-1m");
    expect(Quantity.parse("1.5").roundedToUnits().toString()).toBe("2");
    expect(Quantity.parse("1500m").units).toBe(2n);
  });

  test("any text is read or refused, never a fault", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = Quantity.read(text);
        expect(found === undefined || typeof found.nanos === "bigint").toBe(true);
      }),
    );
  });
});

test("typed amounts", () => {
  expect(String(Cpu.millis(500))).toBe("500m");
  expect(String(Cpu.cores(2))).toBe("2");
  expect(String(Cpu.millis(500).plus(Cpu.cores(2)).times(2))).toBe("5");
  expect(Cpu.millis(999).compare(Cpu.cores(1))).toBeLessThan(0);
  expect(String(Bytes.mebibytes(512))).toBe("512Mi");
  expect(String(Bytes.gibibytes(2).plus(Bytes.mebibytes(512)))).toBe("2560Mi");
  expect(String(Bytes.mebibytes(512).times(4))).toBe("2Gi");
  expect(JSON.stringify({ cpu: Cpu.parse("0.25"), memory: Bytes.parse("1.5Gi") })).toBe(
    '{"cpu":"250m","memory":"1536Mi"}',
  );
  expect(() => Cpu.millis(0.5)).toThrow(RangeError);
});
