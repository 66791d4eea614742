// SPDX-License-Identifier: Apache-2.0
import type { Path, Place } from "../model/light.ts";

/** Formats that flavors are written in; `--format-in` takes these names. */
export const flavorFormats = [
  "bivouac",
  "nova",
  "openstack-cli",
  "scs",
  "ansible",
  "kolla",
  "terraform",
  "terraform-json",
  "pulumi",
] as const;
export type FlavorFormat = (typeof flavorFormats)[number];

/** Fields of a flavor in one spelling, Nova's where it has one without a prefix. */
export const flavorFields = [
  "name",
  "id",
  "vcpus",
  "ram",
  "disk",
  "ephemeral",
  "swap",
  "rxtx_factor",
  "is_public",
  "description",
  "disabled",
  "access",
  "existing",
] as const;
export type FlavorField = (typeof flavorFields)[number];

/** A value that only a run of Terraform or Pulumi knows. Nothing is concluded from it. */
export class Unresolved {
  /** As written, `var.ram`. */
  readonly expression: string;

  constructor(expression: string) {
    this.expression = expression;
  }
}

/** The text that definitions came from. */
export interface FlavorSource {
  readonly file: string;
  readonly format: FlavorFormat;
  /** Definitions of one catalogue are compared with each other: the file, for Terraform its folder. */
  readonly catalogue: string;
  /** 1-based place of the value at `path`, of its nearest parent if there is none; with `key`, of the last key. */
  locate(path: Path, key?: boolean): Place | undefined;
}

/** A value as written, unchecked, with its way in the document. */
export interface Written {
  /** Plain data or `Unresolved`. */
  readonly value: unknown;
  readonly path: Path;
}

/** One extra spec as written. The value should be a string but may be anything. */
export interface WrittenSpec extends Written {
  readonly key: string;
}

/** A flavor as somebody wrote it. Families are already expanded: a path then leads to the family. */
export interface FlavorDefinition {
  /** The name as written; `flavor 3` when there is none. */
  readonly subject: string;
  readonly source: FlavorSource;
  readonly path: Path;
  readonly fields: ReadonlyMap<FlavorField, Written>;
  /** In the order written; a key may occur twice where the format lets it. */
  readonly specs: readonly WrittenSpec[];
  /**
   * There are more extra specs, which only a run knows (`merge(var.specs, …)`): the value is `Unresolved`. A rule that misses a
   * key must ask `Flavor.mayHaveSpec`, which is then true for every key.
   */
  readonly openSpecs?: Written | undefined;
  /** Path below which a new extra spec goes, `[..., "extraSpecs"]`. */
  readonly specsPath: Path;
  /** Keys that are no field of the format; `key` as written. */
  readonly unknown: readonly WrittenSpec[];
  /** Field → its spelling in this format, for hints and fixes: `vcpus`, `OS-FLV-EXT-DATA:ephemeral`. */
  readonly spelling: (field: FlavorField) => string;
  /** Suppressions beside the definition (`x-lint`), as plain data; checked by the suppression rules. */
  readonly lint?: Written | undefined;
}
