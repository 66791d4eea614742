// SPDX-License-Identifier: Apache-2.0
import type { FlavorDefinition } from "../definition.ts";
import { Flavor } from "../flavor.ts";
import { newestRelease, type Release } from "../release.ts";
import { askedFor } from "./unmet.ts";

/**
 * The distinct queries of `GET /allocation_candidates` (placement 1.36, without a limit) that Nova would make for the
 * flavors. What is unknown or refused before asks nothing.
 * @param cloud its newest compute microversion tells the release; without one `target` is taken
 * @param target @default the newest release
 */
export function candidateQueries(
  definitions: readonly FlavorDefinition[],
  cloud: { readonly cloud: string; readonly microversion?: string | undefined },
  target: Release = newestRelease,
): string[] {
  const queries = definitions.flatMap((definition) => askedFor(new Flavor(definition), cloud, target)?.query ?? []);
  return [...new Set(queries)];
}
