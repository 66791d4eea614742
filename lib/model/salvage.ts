// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { alternatives } from "./shape.ts";

/**
 * What of a value still fits its schema, so that a file with one wrong key is also checked for everything else. A part
 * that does not fit, or lacks something that it must have, is absent or its default; only the `tolerated` maps may
 * themselves be incomplete.
 */
export function salvage(schema: z.ZodType, value: unknown, tolerated: ReadonlySet<z.ZodType>): unknown {
  const whole = schema.safeParse(value, { jitless: true });
  if (whole.success) return whole.data;
  for (const option of alternatives(schema)) {
    const found = part(option, value, tolerated);
    if (found !== undefined) return found;
  }
  return schema instanceof z.ZodDefault ? schema.safeParse(undefined).data : undefined;
}

function part(schema: z.ZodType, value: unknown, tolerated: ReadonlySet<z.ZodType>): unknown {
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    const items = value.map((item) => salvage(schema.element as z.ZodType, item, tolerated));
    // Without one item the indices of the others would no longer be those of the file.
    return items.includes(undefined) ? undefined : items;
  }
  if (!isObject(value)) return undefined;
  if (schema instanceof z.ZodRecord) {
    const names = Object.keys(value).filter((key) => (schema.keyType as z.ZodType).safeParse(key).success);
    return collect(names.map((key) => [key, salvage(schema.valueType as z.ZodType, value[key], tolerated)]));
  }
  if (!(schema instanceof z.ZodObject)) return undefined;
  const shape = Object.entries(schema.shape);
  const found = collect(shape.map(([key, inner]) => [key, salvage(inner, value[key], tolerated)]));
  const complete = shape.every(([key, inner]) => Object.hasOwn(found, key) || inner.safeParse(undefined).success);
  return complete || tolerated.has(schema) ? found : undefined;
}

function collect(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries.filter(([, found]) => found !== undefined));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
