// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import type { Flavor } from "../../flavor.ts";
import { promises, type PromisedField } from "../../names/promise.ts";
import { schemesOf } from "../../names/schemes.ts";
import type { FlavorSettings } from "../../settings.ts";

const units: Readonly<Record<PromisedField, string>> = {
  vcpus: "vCPUs",
  ram: "MiB of RAM",
  disk: "GiB of root disk",
  ephemeral: "GiB of ephemeral disk",
  swap: "MiB of swap",
};

/** A size of which the name says one thing and the field another. */
export interface SizeDifference {
  readonly field: PromisedField;
  readonly promised: number;
  readonly actual: number;
  /** Both figures in words, for the message. */
  readonly words: string;
}

/** Sizes that differ from those in the name; sizes that are not known are left out, and names outside of the templates. */
export function* sizeDifferences(flavor: Flavor, settings: FlavorSettings): Iterable<SizeDifference> {
  const parsed = schemesOf(settings).read(flavor);
  if (!parsed) return;
  for (const [field, promised] of promises(parsed)) {
    const actual = flavor[field];
    // 1.7 GiB is no whole number of MiB: less than one is no difference.
    if (actual === undefined || Math.abs(actual - promised) < 1) continue;
    yield { field, promised, actual, words: `${promised} ${units[field]}, the flavor has ${actual}` };
  }
}

/** The problem of a difference: the size is set to what the name says, since users go by the name. */
export function sizeProblem(flavor: Flavor, { field, promised, actual, words }: SizeDifference): Problem {
  const value = Math.round(promised);
  return {
    message: `the name says ${words}`,
    at: flavor.at(field),
    seen: String(actual),
    allowed: String(value),
    fix: {
      title: `set ${field} to ${value}, as the name says`,
      safe: false,
      edits: [{ op: "set", path: flavor.fieldPath(field), value }],
    },
  };
}
