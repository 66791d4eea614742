// SPDX-License-Identifier: Apache-2.0
import { newestRelease, oldestRelease, type Release } from "../release.ts";
import type { CloudFacts } from "./facts.ts";

/**
 * Newest microversion of the compute API → the first release that has it.
 * Source: nova/api/openstack/compute/rest_api_version_history.rst.
 */
const firstWith: readonly (readonly [minor: number, release: Release])[] = [
  [87, 21],
  [88, 23],
  [90, 24],
  [93, 26],
  [95, 27],
  [96, 29],
  [100, 31],
  [103, 33],
  [104, 34],
];

/** From this microversion on Nova checks extra specs. */
export const validatingMicroversion = 86;

/** The second number of a microversion `2.95`; undefined for anything else. */
export function minorOf(microversion: string | undefined): number | undefined {
  const minor = /^2\.([0-9]{1,4})$/.exec(microversion ?? "")?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** Every release of Nova that the cloud can have, by its newest microversion, oldest first. */
export function cloudReleases(cloud: Pick<CloudFacts, "microversion">): Release[] {
  const first = cloudRelease(cloud);
  if (first === undefined) return [];
  const next = firstWith.find(([, release]) => release > first)?.[1] ?? newestRelease + 1;
  return Array.from({ length: next - first }, (_, index) => first + index);
}

/** Oldest release of Nova that the cloud can have, by its newest microversion; undefined when it did not say. */
export function cloudRelease({ microversion }: Pick<CloudFacts, "microversion">): Release | undefined {
  const minor = minorOf(microversion);
  if (minor === undefined) return undefined;
  return firstWith.findLast(([least]) => least <= minor)?.[1] ?? oldestRelease;
}
