// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import type { CatalogueProblem, CatalogueRule } from "../../rule.ts";

/** Fewer members have no majority worth the name. */
const fewest = 4;

export const familyDrift: CatalogueRule = {
  id: "FL604",
  name: "family-drift",
  scope: "catalogue",
  severity: "warning",
  what: "Members of a family (the same first part of the name, of four at least) have the extra specs that three in four of them have.",
  why: "The one flavor without the throttle or the aggregate of its family was most often forgotten, not meant.",
  sources: ["public flavor catalogues: one c2 flavor of a family without its throttle"],
  *check(flavors) {
    for (const [family, members] of families(flavors)) {
      if (members.length < fewest) continue;
      const majority = Math.ceil(members.length * 0.75);
      const holders = new Map<string, number>();
      for (const { definition } of members)
        for (const key of new Set(definition.specs.map((spec) => spec.key)))
          holders.set(key, (holders.get(key) ?? 0) + 1);
      for (const [key, count] of holders) {
        // Properties of the SCS standards are FL215's and FL217's.
        if (count < majority || key.startsWith("scs:")) continue;
        for (const flavor of members) {
          if (flavor.mayHaveSpec(key)) continue;
          yield {
            flavor,
            message: `${count} of the ${members.length} flavors of family ${family} have ${key}, this one has not`,
            at: flavor.here,
            hint: `add ${key}, or give the flavor a name outside the family`,
          };
        }
        yield* otherValues(key, family, members, majority);
      }
    }
  },
  failing: [
    {
      title: "one c2 without a throttle",
      flavors: [
        { name: "c2.small", extraSpecs: { "quota:disk_write_iops_sec": "500" } },
        { name: "c2.medium", extraSpecs: { "quota:disk_write_iops_sec": "1000" } },
        { name: "c2.large", extraSpecs: { "quota:disk_write_iops_sec": "2000" } },
        { name: "c2.xlarge" },
      ],
    },
    {
      title: "one in another aggregate",
      flavors: [
        { name: "g1-small", extraSpecs: { "aggregate_instance_extra_specs:pool": "gpu" } },
        { name: "g1-medium", extraSpecs: { "aggregate_instance_extra_specs:pool": "gpu" } },
        { name: "g1-large", extraSpecs: { "aggregate_instance_extra_specs:pool": "cpu" } },
        { name: "g1-xlarge", extraSpecs: { "aggregate_instance_extra_specs:pool": "gpu" } },
      ],
    },
  ],
  passing: [
    {
      title: "throttles grow with the size",
      flavors: ["small", "medium", "large", "xlarge"].map((size, index) => ({
        name: `c2.${size}`,
        extraSpecs: { "quota:disk_write_iops_sec": String(500 * 2 ** index) },
      })),
    },
    {
      title: "half of a family has GPUs",
      flavors: [
        { name: "m1.small" },
        { name: "m1.medium" },
        { name: "m1.gpu1", extraSpecs: { "resources:VGPU": "1" } },
        { name: "m1.gpu2", extraSpecs: { "resources:VGPU": "2" } },
      ],
    },
  ],
};

/** By what stands before the first `.`, `-`, `_` or blank; names without one have no family. */
function families(flavors: readonly Flavor[]): Map<string, Flavor[]> {
  const found = new Map<string, Flavor[]>();
  for (const flavor of flavors) {
    const end = flavor.name?.search(/[.\-_ ]/) ?? -1;
    if (flavor.name === undefined || end < 1) continue;
    const family = flavor.name.slice(0, end);
    const members = found.get(family);
    if (members) members.push(flavor);
    else found.set(family, [flavor]);
  }
  return found;
}

/** Words that nearly all share; numbers may grow with the size of a flavor. */
function* otherValues(
  key: string,
  family: string,
  members: readonly Flavor[],
  majority: number,
): Iterable<CatalogueProblem> {
  const values = new Map<string, number>();
  for (const member of members) {
    const value = member.spec(key);
    if (value !== undefined) values.set(value, (values.get(value) ?? 0) + 1);
  }
  const [usual, count] = [...values].reduce((best, each) => (each[1] > best[1] ? each : best), ["", 0]);
  if (count < majority || /^[0-9]/.test(usual)) return;
  for (const flavor of members) {
    const value = flavor.spec(key);
    if (value === undefined || value === usual) continue;
    yield {
      flavor,
      message: `${count} of the ${members.length} flavors of family ${family} have ${key}=${usual}, this one another value`,
      at: flavor.atSpec(key),
      seen: value,
      allowed: usual,
    };
  }
}
