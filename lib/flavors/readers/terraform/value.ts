// SPDX-License-Identifier: Apache-2.0
import type { HclDocument } from "../../../lint/index.ts";
import type { Path } from "../../../model/light.ts";
import { Unresolved } from "../../definition.ts";

/** Where a value was written: the file and the way in it. */
export interface Origin {
  readonly document: HclDocument;
  readonly path: Path;
}

/** What an expression is without running Terraform. Every part remembers where it was written. */
export type Value = ScalarValue | ObjectValue | ListValue | UnknownValue;

export interface ScalarValue {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  readonly origin: Origin;
}

export interface ObjectValue {
  readonly kind: "object";
  readonly entries: ReadonlyMap<string, Value>;
  /** An expression that may add or change keys. */
  readonly open?: string | undefined;
  readonly origin: Origin;
}

export interface ListValue {
  readonly kind: "list";
  readonly items: readonly Value[];
  readonly origin: Origin;
}

export interface UnknownValue {
  readonly kind: "unknown";
  /** As written. */
  readonly expression: string;
  /** Terraform would refuse it: there is no such key. `try` goes on to its next argument. */
  readonly missing?: boolean | undefined;
  readonly origin: Origin;
}

const longestExpression = 120;

export function unknown(expression: string, origin: Origin): UnknownValue {
  const flat = expression.slice(0, 4 * longestExpression).replaceAll(/\s+/g, " ");
  const shown = flat.length > longestExpression ? `${flat.slice(0, longestExpression - 1)}…` : flat;
  return { kind: "unknown", expression: shown, origin };
}

/** Plain data; the whole is unresolved when a part is. */
export function plain(value: Value): unknown {
  switch (value.kind) {
    case "scalar":
      return value.value;
    case "unknown":
      return new Unresolved(value.expression);
    case "list": {
      const items = value.items.map((item) => plain(item));
      return items.find((item) => item instanceof Unresolved) ?? items;
    }
    default: {
      if (value.open !== undefined) return new Unresolved(value.open);
      const made = Object.create(null) as Record<string, unknown>;
      for (const [key, entry] of value.entries) {
        const each = plain(entry);
        if (each instanceof Unresolved) return each;
        made[key] = each;
      }
      return made;
    }
  }
}

/** Terraform's text of a number or boolean where it wants a string. */
export function text(value: string | number | boolean): string {
  return String(value);
}
