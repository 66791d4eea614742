// SPDX-License-Identifier: Apache-2.0
import { Quantity } from "./quantity.ts";

/** Processor time: `Cpu.millis(500)`, `Cpu.cores(2)`. A value that cannot be mistaken for bytes. */
export class Cpu {
  readonly quantity: Quantity;

  private constructor(quantity: Quantity) {
    this.quantity = quantity;
  }

  /** Thousandths of a core. @throws RangeError when it is no whole number. */
  static millis(count: number): Cpu {
    return new Cpu(Quantity.decimal(count, -3));
  }

  /** Whole cores. @throws RangeError when it is no whole number. */
  static cores(count: number): Cpu {
    return new Cpu(Quantity.decimal(count));
  }

  /** `500m`, `2`. Finer than a thousandth is rounded up, as the apiserver does. @throws RangeError */
  static parse(text: string | number): Cpu {
    return new Cpu(Quantity.parse(text).rounded());
  }

  plus(other: Cpu): Cpu {
    return new Cpu(this.quantity.plus(other.quantity));
  }

  times(factor: number): Cpu {
    return new Cpu(this.quantity.times(factor));
  }

  /** Negative when this is less. */
  compare(other: Cpu): number {
    return this.quantity.compare(other.quantity);
  }

  toString(): string {
    return this.quantity.canonical;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** Memory or storage: `Bytes.mebibytes(512)`, `Bytes.gibibytes(2)`. */
export class Bytes {
  readonly quantity: Quantity;

  private constructor(quantity: Quantity) {
    this.quantity = quantity;
  }

  /** @throws RangeError when it is no whole number. */
  static bytes(count: number): Bytes {
    return new Bytes(Quantity.binary(count));
  }

  /** @throws RangeError when it is no whole number. */
  static mebibytes(count: number): Bytes {
    return new Bytes(Quantity.binary(count, 2));
  }

  /** @throws RangeError when it is no whole number. */
  static gibibytes(count: number): Bytes {
    return new Bytes(Quantity.binary(count, 3));
  }

  /** @throws RangeError when it is no whole number. */
  static tebibytes(count: number): Bytes {
    return new Bytes(Quantity.binary(count, 4));
  }

  /** `512Mi`, `8Gi`, `10G`. Parts of a byte are rounded up. @throws RangeError */
  static parse(text: string | number): Bytes {
    return new Bytes(Quantity.parse(text).roundedToUnits());
  }

  plus(other: Bytes): Bytes {
    return new Bytes(this.quantity.plus(other.quantity));
  }

  times(factor: number): Bytes {
    return new Bytes(this.quantity.times(factor));
  }

  /** Negative when this is less. */
  compare(other: Bytes): number {
    return this.quantity.compare(other.quantity);
  }

  toString(): string {
    return this.quantity.canonical;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** Memory is counted in bytes. */
export const Memory = Bytes;
export type Memory = Bytes;

/** Where a quantity is wanted: its text, a number, or a value. */
export type QuantityLike = string | number | Quantity | Cpu | Bytes;

/** Its text, as it was given. */
export function quantityText(value: QuantityLike): string {
  return String(value);
}
