// SPDX-License-Identifier: Apache-2.0

// How Kubernetes reads and writes quantities: k8s.io/apimachinery pkg/api/resource, quantity.go and suffix.go. Its parser takes more than
// its documentation says ("+", ".", "Ki" are zero) and has a fast and an exact way that differ at the edges; both are followed.

/** The family of suffixes that a quantity was written with and is printed in. */
export type Format = "decimal" | "binary" | "exponent";

export interface QuantityReading {
  readonly nanos: bigint;
  readonly format: Format;
  /** Where it is printed as it was written. */
  readonly kept?: string | undefined;
}

const nano = 10n ** 9n;
const maxInt64 = 2n ** 63n - 1n;

/** What more than that with a binary suffix is cut to, in billionths. */
export const maxBinary = maxInt64 * nano;

const decimals: readonly (readonly [string, number])[] = [
  ["n", -9],
  ["u", -6],
  ["m", -3],
  ["", 0],
  ["k", 3],
  ["M", 6],
  ["G", 9],
  ["T", 12],
  ["P", 15],
  ["E", 18],
];
const binaries: readonly (readonly [string, number])[] = [
  ["Ki", 10],
  ["Mi", 20],
  ["Gi", 30],
  ["Ti", 40],
  ["Pi", 50],
  ["Ei", 60],
];
const suffixes = new Map<string, readonly [Format, number]>([
  ...decimals.map(([name, exponent]) => [name, ["decimal", exponent]] as const),
  ...binaries.map(([name, exponent]) => [name, ["binary", exponent]] as const),
]);
const names: Readonly<Record<"decimal" | "binary", ReadonlyMap<number, string>>> = {
  decimal: new Map(decimals.map(([name, exponent]) => [exponent, name])),
  binary: new Map(binaries.map(([name, exponent]) => [exponent, name])),
};

// White space as Go trims it; JSON has escaped the rest before.
const space = "[ \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const outer = new RegExp(`^${space}+|${space}+$`, "g");

const form = /^([+-]?)0*([0-9]*)(\.([0-9]*))?([eEinumkKMGTP]*[+-]?[0-9]*)$/;

/** Undefined when the apiserver does not take it. An exponent beyond ±999 is not taken either: the apiserver would count for hours. */
export function readQuantity(written: string): QuantityReading | undefined {
  // Longer texts say nothing more, and their arithmetic is not free.
  if (written.length > 1000) return undefined;
  const text = written.replaceAll(outer, "");
  const match = text === "" ? null : form.exec(text);
  if (match === null) return undefined;
  const [, sign = "", digits = "", , fraction = "", suffix = ""] = match;
  const found = interpret(suffix);
  if (found === undefined) return undefined;
  const [format, exponent] = found;
  if (Math.abs(exponent) > 999) return undefined;
  const whole = digits === "" ? "0" : digits;
  const shifted = BigInt(whole + fraction);
  const scale = (format === "binary" ? 0 : exponent) - fraction.length;
  const small = smallForm(whole, fraction, format, exponent, scale);
  // Without any digit it is zero, but only on the fast way.
  if (!small && !/[0-9]/.test(text.slice(0, text.length - suffix.length))) return undefined;
  const factor = format === "binary" ? 2n ** BigInt(exponent) : 1n;
  let size = toNanos(shifted * factor, scale);
  if (!small && format === "binary" && size > maxBinary) size = maxBinary;
  // A part of one is no longer binary.
  const printed = !small && format === "binary" && size < nano && size > 0n ? "decimal" : format;
  const nanos = sign === "-" ? -size : size;
  if (text === "0" || !small || !keeps(shifted, whole + fraction, format, scale)) return { nanos, format: printed };
  return { nanos, format, kept: text };
}

/** Suffix of a power of ten or, for binary ones, of two. */
export function suffixOf(format: Format, exponent: number): string {
  if (exponent === 0) return "";
  const name = format === "exponent" ? undefined : names[format].get(exponent);
  return name ?? `e${exponent}`;
}

/** `value` as count × factor^times, with the largest `times`; `value` is not 0. */
export function splitFactors(value: bigint, factor: bigint): [count: bigint, times: number] {
  let [count, times] = [value, 0];
  while (count % factor === 0n) {
    count /= factor;
    times += 1;
  }
  return [count, times];
}

function interpret(suffix: string): readonly [Format, number] | undefined {
  const known = suffixes.get(suffix);
  if (known !== undefined) return known;
  return /^[eE][+-]?[0-9]+$/.test(suffix) ? ["exponent", Number(suffix.slice(1))] : undefined;
}

/** Whether the apiserver keeps it as a 64-bit number and a power of ten. */
function smallForm(whole: string, fraction: string, format: Format, exponent: number, scale: number): boolean {
  if (scale < -9) return false;
  if (format !== "binary") return whole.length + fraction.length <= 18;
  return fraction === "" && 14 - whole.length - (exponent * 3) / 10 >= 0;
}

/** Whether such a number is printed as it was written. */
function keeps(shifted: bigint, digits: string, format: Format, scale: number): boolean {
  if (format === "binary") return (shifted & 7n) !== 0n;
  return scale % 3 === 0 && !digits.endsWith("000") && !digits.startsWith("0");
}

function toNanos(value: bigint, scale: number): bigint {
  const shift = scale + 9;
  if (shift >= 0) return value * 10n ** BigInt(shift);
  const divisor = 10n ** BigInt(-shift);
  return (value + divisor - 1n) / divisor;
}
