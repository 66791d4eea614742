// SPDX-License-Identifier: Apache-2.0
import type { Fix, FixEdit } from "../../../lint/index.ts";
import type { WrittenSpec } from "../../definition.ts";
import type { Flavor } from "../../flavor.ts";
import type { FlavorRule } from "../../rule.ts";
import { type Meant, meantField } from "./meant-field.ts";

export const unknownField: FlavorRule = {
  id: "FL106",
  name: "unknown-field",
  scope: "flavor",
  severity: "error",
  what: "Every key of a flavor is a field of its format.",
  why: "Nova answers 400 to a field that it does not know, Terraform and Ansible stop; other tools leave it out, and the flavor has another size than the file.",
  sources: ["nova/api/openstack/compute/schemas/flavors.py (additionalProperties: false)"],
  fix: "suggested",
  *check(flavor) {
    const { definition } = flavor;
    for (const unknown of definition.unknown) {
      const meant = meantField(unknown.key, definition);
      const key = meant && spellingOf(flavor, meant);
      const taken = meant !== undefined && isThere(flavor, meant);
      const fix = meant && key !== undefined && !taken ? renaming(flavor, unknown, meant, key) : undefined;
      yield {
        message: `no field is called ${unknown.key}`,
        at: { path: unknown.path, key: true, field: unknown.key },
        seen: unknown.key,
        ...(key === undefined ? {} : { allowed: key }),
        ...(taken ? { hint: `${key} is given too: remove ${unknown.key}` } : {}),
        ...(fix === undefined ? {} : { fix }),
      };
    }
  },
  failing: [
    { title: "vcpu for vcpus", flavors: [{ vcpus: undefined, vcpu: 2 }] },
    { title: "the unit in the key", flavors: [{ ram: undefined, ram_gb: 4 }] },
    { title: "another tool's name", flavors: [{ extra_specs: { "hw:cpu_policy": "dedicated" } }] },
    { title: "nothing near", flavors: [{ price: 12 }] },
  ],
  passing: [
    { title: "all fields", flavors: [{ id: "auto", ephemeral: 0, swap: 0, public: true, description: "small" }] },
    { title: "extra specs have their own rules", flavors: [{ extraSpecs: { ram_gb: "4" } }] },
  ],
};

function spellingOf({ definition }: Flavor, { field }: Meant): string | undefined {
  if (field !== "extra_specs") return definition.spelling(field);
  const key = definition.specsPath.at(-1);
  // Some formats write extra specs among the fields: there is no key to rename to.
  return typeof key === "string" && key !== "" && definition.specsPath.length > definition.path.length
    ? key
    : undefined;
}

function isThere(flavor: Flavor, { field }: Meant): boolean {
  return field === "extra_specs" ? flavor.definition.specs.length > 0 : flavor.has(field);
}

function renaming(flavor: Flavor, { key, path, value }: WrittenSpec, meant: Meant, to: string): Fix | undefined {
  if (meant.factor === 1)
    return { title: `rename ${key} to ${to}`, safe: false, edits: [{ op: "rename", path, key: to }] };
  if (typeof value !== "number" || !Number.isInteger(value * meant.factor)) return undefined;
  const amount = value * meant.factor;
  const edits: FixEdit[] = [
    { op: "set", path: [...path.slice(0, -1), to], value: amount },
    { op: "remove", path },
  ];
  return { title: `write ${to}: ${amount} instead of ${key}: ${value}`, safe: false, edits };
}
