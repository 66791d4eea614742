// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import type { Path } from "./document.ts";

/** What the schema says about the value at `path`, in its author's words. */
export function describeAt(schema: z.ZodType, path: Path): string | undefined {
  return walk(schema, path)
    .map((found) => found.description ?? unwrap(found).description)
    .find((text) => text !== undefined);
}

/** Keys that the maps at `path` may have. */
export function keysAt(schema: z.ZodType, path: Path): string[] {
  return [
    ...new Set(
      walk(schema, path)
        .flatMap((found) => alternatives(found))
        .flatMap((found) => (found instanceof z.ZodObject ? Object.keys(found.shape) : [])),
    ),
  ];
}

function walk(schema: z.ZodType, path: Path): z.ZodType[] {
  let found: z.ZodType[] = [schema];
  for (const step of path) found = found.flatMap((one) => alternatives(one)).flatMap((one) => child(one, step));
  return found;
}

function child(schema: z.ZodType, step: string | number): z.ZodType[] {
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Record<string, z.ZodType>;
    const found = Object.hasOwn(shape, step) ? shape[step] : undefined;
    return found ? [found] : [];
  }
  if (schema instanceof z.ZodRecord) return [schema.valueType as z.ZodType];
  if (schema instanceof z.ZodArray) return [schema.element as z.ZodType];
  return [];
}

/** The schemas that a value may fit, without optional, default and union around them. */
export function alternatives(schema: z.ZodType): z.ZodType[] {
  const inner = unwrap(schema);
  return inner instanceof z.ZodUnion
    ? (inner.options as z.ZodType[]).flatMap((option) => alternatives(option))
    : [inner];
}

function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap() as z.ZodType;
  return inner;
}
