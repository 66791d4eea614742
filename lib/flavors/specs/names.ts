// SPDX-License-Identifier: Apache-2.0
import type { Release } from "../release.ts";
import { resourceClasses } from "../tables/resource-classes.ts";
import type { NamesOfRelease } from "../tables/row.ts";
import { traits } from "../tables/traits.ts";

/** First release of Nova that comes with the standard trait; undefined when there is none of that name. */
export function sinceOfTrait(name: string): Release | undefined {
  return (knownTraits ??= index(traits)).get(name);
}

/** First release of Nova that comes with the standard resource class; undefined when there is none of that name. */
export function sinceOfResourceClass(name: string): Release | undefined {
  return (knownClasses ??= index(resourceClasses)).get(name);
}

/** Standard by that release, or a well-formed `CUSTOM_` name. */
export function knowsTrait(name: string, release: Release): boolean {
  return (sinceOfTrait(name) ?? Infinity) <= release || isCustom(name);
}

/** Standard by that release, or a well-formed `CUSTOM_` name. */
export function knowsResourceClass(name: string, release: Release): boolean {
  return (sinceOfResourceClass(name) ?? Infinity) <= release || isCustom(name);
}

/** Standard traits of a release. */
export function traitsOf(release: Release): string[] {
  return namesUntil(traits, release);
}

/** Standard resource classes of a release. */
export function resourceClassesOf(release: Release): string[] {
  return namesUntil(resourceClasses, release);
}

/** The form of names that clouds make themselves. */
export function isCustom(name: string): boolean {
  return /^CUSTOM_[A-Z0-9_]+$/.test(name);
}

let knownTraits: ReadonlyMap<string, Release> | undefined;
let knownClasses: ReadonlyMap<string, Release> | undefined;

function index(rows: readonly NamesOfRelease[]): ReadonlyMap<string, Release> {
  return new Map(rows.flatMap(({ since, names }) => names.split(" ").map((name) => [name, since] as const)));
}

function namesUntil(rows: readonly NamesOfRelease[], release: Release): string[] {
  return rows.filter(({ since }) => since <= release).flatMap(({ names }) => names.split(" "));
}
