// SPDX-License-Identifier: Apache-2.0
import { type Flavor, nearest } from "../model/index.ts";

/** The flavor of exactly this name. */
export function findFlavor(catalogue: readonly Flavor[], name: string): Flavor | undefined {
  return catalogue.find((flavor) => flavor.name === name);
}

/** Flavors whose names are near to `name`, nearest first. @default max 3 */
export function nearestFlavors(catalogue: readonly Flavor[], name: string, max = 3): Flavor[] {
  const names = nearest(
    name,
    catalogue.map((flavor) => flavor.name),
    max,
  );
  return names.flatMap((near) => findFlavor(catalogue, near) ?? []);
}
