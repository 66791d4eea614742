// SPDX-License-Identifier: Apache-2.0

// Writes the JSON Schemas that editors and CI read, from the model. With --check: writes nothing, exit 1 when one is stale.
//   node --conditions=development schema/generate.ts [--check]

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { eventSchema, flavorsSchema } from "../lib/model/index.ts";

const folder = import.meta.dirname;

/** File name → its text as it should be. */
export function schemas(): ReadonlyMap<string, string> {
  return new Map([
    ["event.schema.json", render(eventSchema, "bivouac event")],
    ["flavors.schema.json", render(flavorsSchema, "bivouac flavors")],
  ]);
}

/** Names of the files that do not say what the model says. */
export function stale(): string[] {
  return [...schemas()].filter(([name, text]) => read(name) !== text).map(([name]) => name);
}

function render(schema: z.ZodType, title: string): string {
  const made = z.toJSONSchema(schema, {
    io: "input",
    override: ({ jsonSchema }) => {
      // Editors complete from `description` and show `default`; a default in our words is a default in theirs.
      const words = /@default (\S+)$/.exec(jsonSchema.description ?? "");
      if (words?.[1] !== undefined && jsonSchema.default === undefined) {
        const value = literal(words[1], jsonSchema.type);
        if (value !== undefined) jsonSchema.default = value;
      }
    },
  });
  return `${JSON.stringify({ $schema: made.$schema, title, ...made }, undefined, 2)}\n`;
}

function literal(text: string, type: unknown): string | number | boolean | undefined {
  if (type === "integer" || type === "number") return /^\d+$/.test(text) ? Number(text) : undefined;
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  return type === "string" && text !== "none" ? text : undefined;
}

function read(name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), "utf8");
  } catch {
    return undefined;
  }
}

function main(): void {
  const old = stale();
  if (process.argv.includes("--check")) {
    for (const name of old)
      console.error(`schema/${name} is stale: run node --conditions=development schema/generate.ts`);
    process.exitCode = old.length === 0 ? 0 : 1;
    return;
  }
  for (const [name, text] of schemas()) if (old.includes(name)) writeFileSync(join(folder, name), text);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main();
