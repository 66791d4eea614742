// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../model/light.ts";
import type { FlavorDefinition, FlavorField, FlavorFormat, FlavorSource, Written, WrittenSpec } from "./definition.ts";
import type { FlavorInput } from "./rule.ts";

/** Field → key in `flavors.yaml` and in plain objects. */
export const ownSpelling: Readonly<Record<FlavorField, string>> = {
  name: "name",
  id: "id",
  vcpus: "vcpus",
  ram: "ram",
  disk: "disk",
  ephemeral: "ephemeral",
  swap: "swap",
  rxtx_factor: "rxtxFactor",
  is_public: "public",
  description: "description",
  disabled: "disabled",
  access: "access",
  existing: "existing",
};

const fieldOf: ReadonlyMap<string, FlavorField> = new Map(
  Object.entries(ownSpelling).map(([field, key]) => [key, field as FlavorField]),
);

/** A definition from a plain object with the keys of `flavors.yaml`, for programs and examples. It has no file. */
export function fromInput(input: FlavorInput, index: number, format: FlavorFormat = "bivouac"): FlavorDefinition {
  const path: Path = [index];
  const fields = new Map<FlavorField, Written>();
  const unknown: WrittenSpec[] = [];
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined || key === "extraSpecs" || key === "x-lint") continue;
    const field = fieldOf.get(key);
    if (field === undefined) unknown.push({ key, value, path: [...path, key] });
    else fields.set(field, { value, path: [...path, key] });
  }
  const name = fields.get("name")?.value;
  const specsPath = [...path, "extraSpecs"];
  return {
    subject: typeof name === "string" && name !== "" ? name : `flavor ${index + 1}`,
    source: { ...program, format },
    path,
    fields,
    specs: Object.entries(input.extraSpecs ?? {}).map(([key, value]) => ({ key, value, path: [...specsPath, key] })),
    specsPath,
    unknown,
    spelling: (field) => ownSpelling[field],
    ...(input["x-lint"] === undefined ? {} : { lint: { value: input["x-lint"], path: [...path, "x-lint"] } }),
  };
}

const program: FlavorSource = { file: "<flavors>", format: "bivouac", catalogue: "<flavors>", locate: () => undefined };
