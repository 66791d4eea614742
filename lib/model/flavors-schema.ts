// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";

// flavors.yaml as its author writes it; the JSON Schema for editors is generated from it (schema/flavors.schema.json).

// Nova's largest integer, nova/db/constants.py.
const size = (least: number, what: string): z.ZodNumber => z.int().min(least).max(2_147_483_647).describe(what);

/** What a flavor and a family of flavors may say. `docs/flavors.md` is the page about it. */
const flavorKeys = {
  extends: z
    .union([z.string().min(1).max(255), z.array(z.string().min(1).max(255)).max(16)])
    .optional()
    .describe("Families whose values this takes over; of several the later wins. Own values win over all."),
  vcpus: size(1, "Virtual CPUs.").optional(),
  ram: size(1, "Memory in MiB.").optional(),
  disk: size(0, "Root disk in GiB; 0: as large as the image.").optional(),
  ephemeral: size(0, "Ephemeral disk in GiB. @default 0").optional(),
  swap: size(0, "Swap in MiB. @default 0").optional(),
  rxtxFactor: z.number().positive().optional().describe("Nova's deprecated network factor. @default 1"),
  public: z
    .boolean()
    .optional()
    .describe("Every project sees it. Flavors that an event creates are private to its teams, whatever this says."),
  access: z
    .array(z.string().min(1).max(255))
    .max(10_000)
    .optional()
    .describe("Names or ids of the projects that may use a private flavor."),
  id: z
    .union([z.string().min(1).max(255), z.int()])
    .optional()
    .describe("Nova's flavor id. @default a UUID"),
  description: z.string().max(65_000).optional().describe("Shown with the flavor; the event adds whose it is."),
  disabled: z.boolean().optional().describe("Out of use: nobody sees it in lists. @default false"),
  extraSpecs: z.record(z.string().max(255), z.string().max(255)).optional().describe("Extra specs, values as text."),
  existing: z
    .boolean()
    .optional()
    .describe(
      "true: the cloud already has it and keeps it; false: the event creates it, private to its teams. @default false",
    ),
  "x-lint": z
    .strictObject({
      ignore: z.array(
        z.strictObject({
          rule: z
            .union([z.string().min(1).max(80), z.array(z.string().min(1).max(80))])
            .describe("Id or name of a rule, FL601, or a pattern, FL4*."),
          reason: z.string().min(1).max(2_000).describe("Why it is right here."),
          until: z
            .string()
            .regex(/^\d{4}-\d{2}-\d{2}$/)
            .optional()
            .describe("Last day on which it holds, 2026-12-31."),
        }),
      ),
    })
    .optional()
    .describe("Findings of bivouac lint that are meant to be so."),
};

/** Keys that a flavor must have, of its own or from a family. */
export const neededOfFlavors = ["vcpus", "ram", "disk"] as const;

const familySchema = z.strictObject(flavorKeys);
const flavorSchema = z
  .strictObject(flavorKeys)
  .meta({ anyOf: [{ required: [...neededOfFlavors] }, { required: ["extends"] }] });

export const flavorsSchema = z
  .strictObject({
    version: z.literal(1).describe("Format of this file."),
    families: z
      .record(z.string().min(1).max(255), familySchema)
      .optional()
      .describe("What several flavors have in common, by name."),
    flavors: z.record(z.string().min(1).max(255), flavorSchema).describe("Name of a flavor → what it is."),
  })
  .describe("Flavors of an OpenStack cloud, and those that teams of an event may name.");

/** The flavors file as its author writes it, in YAML or in TypeScript. */
export type FlavorsInput = z.input<typeof flavorsSchema>;
