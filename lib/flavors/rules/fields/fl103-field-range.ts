// SPDX-License-Identifier: Apache-2.0
import { integerOf, maxInt } from "../../flavor.ts";
import type { FlavorRule } from "../../rule.ts";

const least = { vcpus: 1, ram: 1, disk: 0, ephemeral: 0, swap: 0 } as const;

export const fieldRange: FlavorRule = {
  id: "FL103",
  name: "field-range",
  scope: "flavor",
  severity: "error",
  what: "vcpus and ram are from 1 to 2147483647; disk, ephemeral and swap from 0.",
  why: "Nova's schema refuses the flavor with 400. A bare-metal flavor that should count as nothing sets resources:VCPU=0, not vcpus.",
  sources: ["nova/api/openstack/compute/schemas/flavors.py", "nova/db/constants.py"],
  *check(flavor) {
    for (const field of Object.keys(least) as (keyof typeof least)[]) {
      const value = flavor.field(field);
      // A sign makes a string no digit string: then it is FL102.
      const number = integerOf(value);
      if (number === undefined || (number >= least[field] && number <= maxInt)) continue;
      yield {
        message: `${field} is out of range`,
        at: flavor.at(field),
        seen: String(value),
        allowed: `${least[field]} to ${maxInt}`,
      };
    }
  },
  failing: [
    { title: "no vCPU", flavors: [{ vcpus: 0 }] },
    { title: "negative disk, RAM above the column's largest", flavors: [{ disk: -1, ram: 2_147_483_648 }] },
  ],
  passing: [
    { title: "the smallest", flavors: [{ vcpus: 1, ram: 1, disk: 0 }] },
    { title: "the largest, as digits", flavors: [{ vcpus: "2147483647", ram: 2_147_483_647, disk: 2_147_483_647 }] },
  ],
};
