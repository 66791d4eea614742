// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fits, type GuestCpus } from "../../../lib/flavors/topology/index.ts";

/** Nova's way: try them all. */
function tried(vcpus: number, limits: Partial<GuestCpus>, fixed: Partial<GuestCpus>): boolean {
  for (let sockets = 1; sockets <= Math.min(vcpus, limits.sockets || vcpus); sockets++)
    for (let cores = 1; cores <= Math.min(vcpus, limits.cores || vcpus); cores++)
      for (let threads = 1; threads <= Math.min(vcpus, limits.threads || vcpus); threads++)
        if (
          sockets * cores * threads === vcpus &&
          (!fixed.sockets || fixed.sockets === sockets) &&
          (!fixed.cores || fixed.cores === cores) &&
          (!fixed.threads || fixed.threads === threads)
        )
          return true;
  return false;
}

test("as trying them all says", () => {
  const part = fc.option(fc.integer({ min: -1, max: 9 }), { nil: undefined });
  const parts = fc.record({ sockets: part, cores: part, threads: part }) as fc.Arbitrary<Partial<GuestCpus>>;
  const wishes = fc.record({ sockets: fc.nat(9), cores: fc.nat(9), threads: fc.nat(9) });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 24 }), parts, wishes, (vcpus, limits, fixed) => {
      expect(fits(vcpus, limits)).toBe(tried(vcpus, limits, {}));
      expect(fits(vcpus, limits, fixed)).toBe(tried(vcpus, limits, fixed));
    }),
    { numRuns: 500 },
  );
});

test("Nova's own limit of 65536 each", () => {
  expect(fits(65_536, { sockets: 1, cores: 1 })).toBe(true);
  expect(fits(65_537, { sockets: 1, cores: 1 })).toBe(false);
});

test("the largest flavors: a prime, and one with many divisors", () => {
  expect(fits(2_147_483_647, { sockets: 1 })).toBe(false);
  expect(fits(1_396_755_360, { sockets: 1, cores: 1, threads: 1 })).toBe(false);
});
