// SPDX-License-Identifier: Apache-2.0
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { type Limits, type Shape, unreachableLimits } from "../../../lib/flavors/usage/quota-use.ts";

const small: Shape = { vcpus: 1, ram: 2048 };
const wide: Shape = { vcpus: 8, ram: 4096 };

test("a limit is unreachable when a whole smallest VM's worth stays unused", () => {
  expect(unreachableLimits({ instances: 25, cores: 24 }, [{ vcpus: 2, ram: 1 }])).toEqual([
    { limit: "instances", quota: 25, most: 12, by: "cores" },
  ]);
  expect(unreachableLimits({ instances: 13, cores: 24 }, [{ vcpus: 2, ram: 1 }])).toEqual([
    { limit: "instances", quota: 13, most: 12, by: "cores" },
  ]);
  expect(unreachableLimits({ instances: 12, cores: 24 }, [{ vcpus: 2, ram: 1 }])).toEqual([]);
  // One core is left, no VM has only one.
  expect(unreachableLimits({ instances: 12, cores: 25 }, [{ vcpus: 2, ram: 1 }])).toEqual([]);
  expect(unreachableLimits({ instances: 12, cores: 26 }, [{ vcpus: 2, ram: 1 }])).toEqual([
    { limit: "cores", quota: 26, most: 24, by: "instances" },
  ]);
});

test("the best of all shapes counts for each pair, and the tightest limit is named", () => {
  expect(unreachableLimits({ cores: 8, ramMiB: 65_536 }, [small, wide])).toEqual([
    { limit: "ramMiB", quota: 65_536, most: 16_384, by: "cores" },
  ]);
  expect(unreachableLimits({ instances: 4, cores: 8, ramMiB: 65_536 }, [small])).toEqual([
    { limit: "cores", quota: 8, most: 4, by: "instances" },
    { limit: "ramMiB", quota: 65_536, most: 8192, by: "instances" },
  ]);
});

test("shapes that do not fit at all, one limit alone, or none: nothing to say", () => {
  expect(unreachableLimits({ cores: 4, ramMiB: 65_536 }, [wide])).toEqual([]);
  expect(unreachableLimits({ cores: 4 }, [small])).toEqual([]);
  expect(unreachableLimits({}, [small])).toEqual([]);
  expect(unreachableLimits({ cores: 4, instances: 9 }, [])).toEqual([]);
});

const shape = fc.record({ vcpus: fc.integer({ min: 1, max: 4 }), ram: fc.integer({ min: 1, max: 4 }) });
const limit = fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined });

test.prop([
  fc.record({ instances: limit, cores: limit, ramMiB: limit }),
  fc.array(shape, { minLength: 1, maxLength: 3 }),
])("no mix of VMs takes more than what is said to be the most", (limits: Limits, shapes) => {
  const most = { instances: 0, cores: 0, ramMiB: 0 };
  const start = (from: number, used: { instances: number; cores: number; ramMiB: number }): void => {
    for (const key of ["instances", "cores", "ramMiB"] as const) most[key] = Math.max(most[key], used[key]);
    if (used.instances >= 10) return;
    for (let index = from; index < shapes.length; index++) {
      const { vcpus, ram } = shapes[index] as Shape;
      const next = { instances: used.instances + 1, cores: used.cores + vcpus, ramMiB: used.ramMiB + ram };
      if ((["instances", "cores", "ramMiB"] as const).every((key) => next[key] <= (limits[key] ?? Infinity)))
        start(index, next);
    }
  };
  start(0, { instances: 0, cores: 0, ramMiB: 0 });
  for (const found of unreachableLimits(limits, shapes)) {
    expect(most[found.limit]).toBeLessThanOrEqual(found.most);
    expect(found.most).toBeLessThan(found.quota);
  }
});
