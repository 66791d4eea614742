// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Flavor, fromInput } from "../../../lib/flavors/index.ts";
import { placementQuery, placementRequest } from "../../../lib/flavors/live/placement-request.ts";

type Row = readonly [number, number, number, number, number, Record<string, string>, ...(string | null)[]];

const { releases, vectors } = JSON.parse(
  readFileSync(new URL("../../fixtures/flavors/placement-vectors.json", import.meta.url), "utf8"),
) as { readonly releases: readonly number[]; readonly vectors: readonly Row[] };

/** Order of parameters and of what stands between commas means nothing. */
const plain = (query: string): string[] =>
  [...new URLSearchParams(query)].map(([key, value]) => `${key}=${value.split(",").toSorted().join(",")}`).toSorted();

// Recorded from Nova's own code by lab/flavor-oracle/record-requests.ts.
describe.each(releases.map((release, index) => [release, index] as const))("nova %s", (release, index) => {
  test("asks placement what we say it asks, for every flavor that it does not refuse", () => {
    let compared = 0;
    for (const [vcpus, ram, disk, ephemeral, swap, extraSpecs, ...queries] of vectors) {
      const query = queries[index];
      if (query === null || query === undefined) continue;
      const flavor = new Flavor(fromInput({ name: "m1.test", vcpus, ram, disk, ephemeral, swap, extraSpecs }, 0));
      const request = placementRequest(flavor, release);
      const ours = request === undefined ? undefined : plain(placementQuery(request));
      expect(ours, JSON.stringify([vcpus, disk, swap, extraSpecs])).toEqual(plain(query));
      compared++;
    }
    expect(compared).toBeGreaterThan(600);
  });
});
