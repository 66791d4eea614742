// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { alternatives } from "./shape.ts";

/**
 * What of a value still fits its schema, so that a file with one wrong key is also checked for everything else.
 * The parts that do not fit are absent, also where the schema demands them.
 */
export function salvage(schema: z.ZodType, value: unknown): unknown {
  const whole = schema.safeParse(value, { jitless: true });
  if (whole.success) return whole.data;
  for (const option of alternatives(schema)) {
    if (option instanceof z.ZodArray && Array.isArray(value)) {
      const items = value.map((item) => salvage(option.element as z.ZodType, item));
      // Without one item the indices of the others would no longer be those of the file.
      return items.includes(undefined) ? undefined : items;
    }
    if (!isObject(value)) continue;
    const entries: (readonly [string, z.ZodType])[] =
      option instanceof z.ZodObject
        ? Object.entries(option.shape as Record<string, z.ZodType>)
        : option instanceof z.ZodRecord
          ? Object.keys(value)
              .filter((key) => (option.keyType as z.ZodType).safeParse(key).success)
              .map((key) => [key, option.valueType as z.ZodType])
          : [];
    if (entries.length === 0) continue;
    return Object.fromEntries(
      entries.map(([key, inner]) => [key, salvage(inner, value[key])]).filter(([, found]) => found !== undefined),
    );
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
