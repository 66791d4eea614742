// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { findFlavor, nearestFlavors } from "../../lib/flavors/index.ts";
import { flavor } from "../planning/samples.ts";

const catalogue = [
  flavor("m1.small", 1, 2048, 20),
  flavor("m1.large", 4, 8192, 80),
  flavor("m1.xlarge", 8, 16_384, 160),
];

test("a flavor is found by its exact name", () => {
  expect(findFlavor(catalogue, "m1.large")?.vcpus).toBe(4);
  expect(findFlavor(catalogue, "M1.large")).toBeUndefined();
});

test("near names, nearest first", () => {
  expect(nearestFlavors(catalogue, "m1.xlrage").map(({ name }) => name)).toEqual(["m1.xlarge", "m1.large"]);
  expect(nearestFlavors(catalogue, "m1.lage", 1).map(({ name }) => name)).toEqual(["m1.large"]);
  expect(nearestFlavors(catalogue, "gpu")).toEqual([]);
});
