// SPDX-License-Identifier: Apache-2.0
import type { FixEdit, Spot } from "../lint/index.ts";
import { type FlavorDefinition, type FlavorField, Unresolved } from "./definition.ts";

/** Nova's largest integer, nova/db/constants.py MAX_INT. */
export const maxInt = 2_147_483_647;

/**
 * A definition as Nova would take it. A number is undefined when it is missing, unresolved or refused by Nova's schema:
 * a rule that needs it then has nothing to say, since another rule has said it.
 */
export class Flavor {
  readonly definition: FlavorDefinition;
  /** Undefined when missing or no string. */
  readonly name: string | undefined;
  readonly vcpus: number | undefined;
  /** MiB */
  readonly ram: number | undefined;
  /** GiB; 0: the image decides. */
  readonly disk: number | undefined;
  /** GiB. 0 when not given. */
  readonly ephemeral: number | undefined;
  /** MiB. 0 when not given. */
  readonly swap: number | undefined;
  /** Undefined when not given: engines differ (Nova true, Terraform and Pulumi false). */
  readonly isPublic: boolean | undefined;
  /** Extra specs as Nova stores them: strings, the last of a key. Values that are no text or number are left out. */
  readonly specs: ReadonlyMap<string, string>;

  /** Keys whose value is no text or number, or not known. */
  readonly #unread: ReadonlySet<string>;

  constructor(definition: FlavorDefinition) {
    this.definition = definition;
    const name = this.field("name");
    this.name = typeof name === "string" ? name : undefined;
    this.vcpus = this.#integer("vcpus", 1);
    this.ram = this.#integer("ram", 1);
    this.disk = this.#integer("disk", 0);
    this.ephemeral = this.#integer("ephemeral", 0, 0);
    this.swap = this.#integer("swap", 0, 0);
    this.isPublic = booleanOf(this.field("is_public"));
    const specs = new Map<string, string>();
    let unread: Set<string> | undefined;
    for (const { key, value } of definition.specs) {
      const stored = storedSpec(value);
      if (stored === undefined) {
        specs.delete(key);
        (unread ??= new Set()).add(key);
      } else specs.set(key, stored);
    }
    this.specs = specs;
    this.#unread = unread ?? none;
  }

  /** For messages: the name, or which flavor of the file. */
  get subject(): string {
    return this.definition.subject;
  }

  /** Value as written; undefined when absent. */
  field(field: FlavorField): unknown {
    return this.definition.fields.get(field)?.value;
  }

  has(field: FlavorField): boolean {
    return this.definition.fields.has(field);
  }

  /** Known only when the program runs: say nothing. */
  unresolved(field: FlavorField): boolean {
    return this.field(field) instanceof Unresolved;
  }

  /** Value of an extra spec as Nova stores it; undefined when absent or unresolved. */
  spec(key: string): string | undefined {
    return this.specs.get(key);
  }

  /** True when the key is written, be its value known or not. */
  hasSpec(key: string): boolean {
    return this.specs.has(key) || this.#unread.has(key);
  }

  /** False when the key is certainly absent: what a rule that misses it asks. */
  mayHaveSpec(key: string): boolean {
    return this.specsOpen || this.hasSpec(key);
  }

  /** There are more extra specs, which only a run knows. */
  get specsOpen(): boolean {
    return this.definition.openSpecs !== undefined;
  }

  /** Where a field stands; the whole definition when it does not. A name that is the definition's key: the key. */
  at(field: FlavorField): Spot {
    const { fields, path } = this.definition;
    const written = fields.get(field)?.path;
    return { path: written ?? path, field, key: written === undefined || written.length <= path.length };
  }

  /** The change that gives the flavor another name, be it a value or the definition's key. */
  renaming(name: string): FixEdit {
    const { fields, path } = this.definition;
    const written = fields.get("name")?.path;
    return written !== undefined && written.length <= path.length
      ? { op: "rename", path: written, key: name }
      : { op: "set", path: this.fieldPath("name"), value: name };
  }

  /** Where the value of an extra spec stands (the last one of that key); the definition when it does not. */
  atSpec(key: string): Spot {
    const written = this.definition.specs.findLast((spec) => spec.key === key);
    return { path: written?.path ?? this.definition.path, field: `extra_specs.${key}`, key: written === undefined };
  }

  /** Where the key of an extra spec stands. */
  atSpecKey(key: string): Spot {
    return { ...this.atSpec(key), key: true };
  }

  /** The definition as a whole: its name. */
  get here(): Spot {
    return { path: this.definition.path, field: "", key: true };
  }

  /** Path for a new or changed extra spec, for fixes. */
  specPath(key: string): readonly (string | number)[] {
    return this.definition.specs.findLast((spec) => spec.key === key)?.path ?? [...this.definition.specsPath, key];
  }

  /** Path for a new or changed field, for fixes. */
  fieldPath(field: FlavorField): readonly (string | number)[] {
    return this.definition.fields.get(field)?.path ?? [...this.definition.path, this.definition.spelling(field)];
  }

  #integer(field: FlavorField, least: number, absent?: number): number | undefined {
    if (!this.has(field)) return absent;
    const number = integerOf(this.field(field));
    return number !== undefined && number >= least && number <= maxInt ? number : undefined;
  }
}

const none: ReadonlySet<string> = new Set();

/** An integer as Nova's schema takes it: a whole number, or digits in a string. */
export function integerOf(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isInteger(value) ? value : undefined;
  return typeof value === "string" && value.length <= 20 && /^[0-9]+$/.test(value) ? Number(value) : undefined;
}

const truths = new Set(["True", "TRUE", "true", "1", "ON", "On", "on", "YES", "Yes", "yes"]);
const untruths = new Set(["False", "FALSE", "false", "0", "OFF", "Off", "off", "NO", "No", "no"]);

/** A boolean as Nova's schema takes it (nova/api/validation/parameter_types.py). */
export function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (value === 1 || value === 0) return value === 1;
  if (typeof value !== "string") return undefined;
  return truths.has(value) ? true : untruths.has(value) ? false : undefined;
}

/** The text that Nova stores for a value of an extra spec: numbers become strings. */
export function storedSpec(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  // Python writes whole floats with a point, but JSON and YAML readers give them as whole numbers here.
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}
