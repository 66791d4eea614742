// SPDX-License-Identifier: Apache-2.0
import { type FlavorField, Unresolved } from "../../definition.ts";
import { text } from "./value.ts";

/** Field → argument of `openstack_compute_flavor_v2` (terraform-provider-openstack, resource_openstack_compute_flavor_v2.go). */
const argumentOf: Readonly<Partial<Record<FlavorField, string>>> = { id: "flavor_id" };

/** What Terraform itself takes, and what is no part of a flavor. */
export const otherAttributes: ReadonlySet<string> = new Set([
  "region",
  "count",
  "for_each",
  "provider",
  "depends_on",
  "lifecycle",
  "timeouts",
  "provisioner",
  "connection",
  "dynamic",
]);

const fields = [
  "name",
  "id",
  "vcpus",
  "ram",
  "disk",
  "ephemeral",
  "swap",
  "rx_tx_factor",
  "is_public",
  "description",
] as const;

/** Argument → field. */
export const fieldSpelling: ReadonlyMap<string, FlavorField> = new Map(
  fields.map((name) => {
    const field: FlavorField = name === "rx_tx_factor" ? "rxtx_factor" : name;
    return [argumentOf[field] ?? name, field];
  }),
);

/** The argument's name of a field. */
export function spelled(field: FlavorField): string {
  return field === "rxtx_factor" ? "rx_tx_factor" : (argumentOf[field] ?? field);
}

const texts: ReadonlySet<FlavorField> = new Set(["name", "id", "description"]);
const numbers: ReadonlySet<FlavorField> = new Set(["vcpus", "ram", "disk", "ephemeral", "swap", "rxtx_factor"]);

/** Terraform turns numbers and booleans into text, and digits into numbers, where the schema wants that. */
export function fieldValue(field: FlavorField, value: unknown): unknown {
  if (texts.has(field) && (typeof value === "number" || typeof value === "boolean")) return text(value);
  if (numbers.has(field) && typeof value === "string" && /^-?\d{1,15}$/.test(value)) return Number(value);
  if (field === "is_public" && (value === "true" || value === "false")) return value === "true";
  return value;
}

/** A value of `extra_specs`, a map of strings. */
export function specOf(value: unknown): unknown {
  if (value instanceof Unresolved) return value;
  return typeof value === "number" || typeof value === "boolean" ? text(value) : value;
}
