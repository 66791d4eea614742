// SPDX-License-Identifier: Apache-2.0
import { type Format, maxBinary, readQuantity, splitFactors, suffixOf } from "./quantity-text.ts";

const nano = 10n ** 9n;

/**
 * An amount as Kubernetes writes it: `500m`, `2`, `512Mi`, `1e3`. A value: it never changes; arithmetic is exact. It reads and prints what
 * the apiserver reads and prints.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export class Quantity {
  static readonly zero = new Quantity(0n, "decimal");

  /** In billionths: the finest that Kubernetes keeps. */
  readonly nanos: bigint;
  readonly #format: Format;
  /** The text as written, where the apiserver gives it back unchanged. */
  readonly #kept: string | undefined;

  private constructor(nanos: bigint, format: Format, kept?: string) {
    this.nanos = nanos;
    this.#format = format;
    this.#kept = kept;
  }

  /**
   * Reads all forms: sign, decimal point, n u m k M G T P E, Ki … Ei, decimal exponents. Finer than a billionth is rounded away from zero.
   * @throws RangeError when the apiserver would not take it, or an exponent is beyond ±999.
   */
  static parse(text: string | number): Quantity {
    const found = readQuantity(String(text));
    if (found === undefined) throw new RangeError(`not a quantity: ${text}`);
    return new Quantity(found.nanos, found.format, found.kept);
  }

  /** The same for a value of unknown type; undefined when it is no quantity. */
  static read(value: unknown): Quantity | undefined {
    if (value instanceof Quantity) return value;
    if (typeof value !== "string" && typeof value !== "number") return undefined;
    const found = readQuantity(String(value));
    return found && new Quantity(found.nanos, found.format, found.kept);
  }

  /** `count` × 10^`exponent`, `exponent` ≥ -9. @throws RangeError when it is not exact. */
  static decimal(count: number | bigint, exponent = 0): Quantity {
    return new Quantity(exactly(count) * 10n ** BigInt(exponent + 9), "decimal");
  }

  /** `count` × 1024^`power`. @throws RangeError when it is not exact. */
  static binary(count: number | bigint, power = 0): Quantity {
    return new Quantity(exactly(count) * 1024n ** BigInt(power) * nano, "binary");
  }

  /** In thousandths, rounded away from zero: what is kept in requests, limits and quotas. */
  get millis(): bigint {
    return away(this.nanos, 10n ** 6n);
  }

  /** In whole units, rounded away from zero. */
  get units(): bigint {
    return away(this.nanos, nano);
  }

  get isZero(): boolean {
    return this.nanos === 0n;
  }

  /** The sum, in the form of the first that is not zero. */
  plus(other: Quantity): Quantity {
    return new Quantity(this.nanos + other.nanos, this.isZero ? other.#format : this.#format);
  }

  minus(other: Quantity): Quantity {
    return new Quantity(this.nanos - other.nanos, this.isZero ? other.#format : this.#format);
  }

  times(factor: number | bigint): Quantity {
    return new Quantity(this.nanos * exactly(factor), this.#format);
  }

  /** Negative when this is less. */
  compare(other: Quantity): number {
    return this.nanos < other.nanos ? -1 : this.nanos > other.nanos ? 1 : 0;
  }

  /** The same amount, however it is written. */
  equals(other: Quantity): boolean {
    return this.nanos === other.nanos;
  }

  max(other: Quantity): Quantity {
    return this.compare(other) < 0 ? other : this;
  }

  /** As lists of resources hold it: thousandths, rounded away from zero. */
  rounded(): Quantity {
    return this.nanos % 10n ** 6n === 0n ? this : new Quantity(this.millis * 10n ** 6n, this.#format);
  }

  /** Whole units, rounded away from zero. */
  roundedToUnits(): Quantity {
    return this.nanos % nano === 0n ? this : new Quantity(this.units * nano, this.#format);
  }

  /**
   * The one way to write this amount in its form: `0.5` → `500m`, `1024Mi` → `1Gi`, `1.5Gi` → `1536Mi`. Amounts of 10^21 and more are
   * written with an exponent; the apiserver loses their suffix.
   */
  get canonical(): string {
    if (this.nanos === 0n) return "0";
    const whole = this.nanos % nano === 0n;
    const size = this.nanos < 0n ? -this.nanos : this.nanos;
    if (this.#format === "binary" && whole && size >= 1024n * nano) {
      const [count, power] = splitFactors(this.nanos / nano, 1024n);
      return `${count}${suffixOf("binary", power * 10)}`;
    }
    const [bare, zeros] = splitFactors(this.nanos, 10n);
    const exponent = Math.floor((zeros - 9) / 3) * 3;
    const count = bare * 10n ** BigInt(zeros - 9 - exponent);
    return `${count}${suffixOf(this.#format === "exponent" ? "exponent" : "decimal", exponent)}`;
  }

  /** As the apiserver prints it: canonical, but for some texts that it gives back as they were written, such as `1.500`. */
  toString(): string {
    return this.#kept ?? this.canonical;
  }

  toJSON(): string {
    return this.toString();
  }

  /** Largest amount with a binary suffix; more is cut to it. */
  static readonly maxBinary = new Quantity(maxBinary, "binary");
}

/** A Kubernetes quantity in thousandths, rounded up as the apiserver does. @throws RangeError */
export function quantityMillis(value: string | number): bigint {
  return Quantity.parse(value).millis;
}

/** As the apiserver prints it in lists of resources: `0.5` → `500m`, `1024Mi` → `1Gi`, `1.5Gi` → `1536Mi`. @throws RangeError */
export function canonicalQuantity(value: string | number): string {
  return Quantity.parse(value).rounded().canonical;
}

function exactly(count: number | bigint): bigint {
  if (typeof count === "number" && !Number.isSafeInteger(count)) throw new RangeError(`not a whole number: ${count}`);
  return BigInt(count);
}

function away(nanos: bigint, unit: bigint): bigint {
  const floor = nanos / unit;
  return nanos % unit === 0n ? floor : nanos < 0n ? floor - 1n : floor + 1n;
}
