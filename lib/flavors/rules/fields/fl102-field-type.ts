// SPDX-License-Identifier: Apache-2.0
import type { Fix, Problem } from "../../../lint/index.ts";
import type { FlavorFormat } from "../../definition.ts";
import { Unresolved } from "../../definition.ts";
import { booleanOf, type Flavor, integerOf } from "../../flavor.ts";
import type { FlavorRule } from "../../rule.ts";
import { isPlaceholder } from "./placeholder.ts";
import { quantityOf } from "./quantity.ts";

const counted = { vcpus: "", ram: " of MiB", disk: " of GiB", ephemeral: " of GiB", swap: " of MiB" } as const;
const required = new Set<string>(["name", "vcpus", "ram", "disk"]);

/** Engines that take null for "not said". */
const nullIsAbsent: ReadonlySet<FlavorFormat> = new Set(["ansible", "terraform", "terraform-json", "pulumi"]);

export const fieldType: FlavorRule = {
  id: "FL102",
  name: "field-type",
  scope: "flavor",
  severity: "error",
  what: "Sizes are whole numbers without a unit, yes and no are booleans, texts are texts.",
  why: "Nova's schema refuses the flavor with 400. RAM and swap are in MiB, disks in GiB: a unit in the value is not understood.",
  sources: ["nova/api/openstack/compute/schemas/flavors.py", "nova/api/validation/parameter_types.py"],
  fix: "suggested",
  *check(flavor) {
    for (const field of Object.keys(counted) as (keyof typeof counted)[]) {
      const value = flavor.field(field);
      if (silent(flavor, field, value) || integerOf(value) !== undefined) continue;
      const number = quantityOf(field, value);
      yield {
        message: `${field} is not a whole number${counted[field]}`,
        at: flavor.at(field),
        seen: shown(value),
        ...(number === undefined ? {} : { allowed: String(number), fix: setting(flavor, field, number) }),
      };
    }
    yield* booleans(flavor);
    yield* texts(flavor);
  },
  failing: [
    { title: "a unit", flavors: [{ ram: "8 GB" }] },
    { title: "a fraction", flavors: [{ vcpus: 1.5 }] },
    { title: "a sign makes it no digits", flavors: [{ disk: "-1" }] },
    { title: "a boolean that Nova does not know", flavors: [{ public: "maybe" }] },
    { title: "a name that YAML reads as a number", flavors: [{ name: 4096 }] },
  ],
  passing: [
    { title: "digits in a text", flavors: [{ ram: "8192", swap: "0" }] },
    { title: "Nova's words for true and false", flavors: [{ public: "yes" }] },
    { title: "null is absent for Terraform", flavors: [{ swap: null }], options: { format: "terraform" } },
  ],
};

function* booleans(flavor: Flavor): Iterable<Problem> {
  for (const field of ["is_public", "disabled", "existing"] as const) {
    const value = flavor.field(field);
    if (silent(flavor, field, value) || booleanOf(value) !== undefined) continue;
    yield {
      message: `${field} is neither true nor false`,
      at: flavor.at(field),
      seen: shown(value),
      allowed: "true, false",
    };
  }
}

function* texts(flavor: Flavor): Iterable<Problem> {
  for (const field of ["name", "description"] as const) {
    const value = flavor.field(field);
    if (typeof value === "string" || silent(flavor, field, value)) continue;
    if (value === null && field === "description") continue;
    const text = typeof value === "number" ? String(value) : undefined;
    yield {
      message: `${field} is not a text`,
      at: flavor.at(field),
      seen: shown(value),
      ...(text === undefined ? {} : { hint: "quote it", fix: setting(flavor, field, text) }),
    };
  }
  const access = flavor.field("access");
  if (silent(flavor, "access", access)) return;
  if (Array.isArray(access) && access.every((each) => typeof each === "string" || each instanceof Unresolved)) return;
  yield { message: "access is not a list of projects", at: flavor.at("access"), seen: shown(access) };
}

/** Absent, or another rule's: unknown, FL101's null, FL117's placeholder. */
function silent(flavor: Flavor, field: string, value: unknown): boolean {
  if (value === undefined || value instanceof Unresolved) return true;
  if (value === null) return required.has(field) || nullIsAbsent.has(flavor.definition.source.format);
  return typeof value === "string" && isPlaceholder(value);
}

function setting(flavor: Flavor, field: keyof typeof counted | "name" | "description", value: number | string): Fix {
  return {
    title: `set ${field} to ${JSON.stringify(value)}`,
    safe: false,
    edits: [{ op: "set", path: flavor.fieldPath(field), value }],
  };
}

const longestShown = 80;

/** The value as it was written, cut when it is long. */
function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
