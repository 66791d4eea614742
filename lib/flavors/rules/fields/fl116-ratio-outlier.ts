// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";

export const ratioOutlier: FlavorRule = {
  id: "FL116",
  name: "ratio-outlier",
  scope: "flavor",
  severity: "info",
  what: "RAM per vCPU and root disk are among those that the house allows (ramRatios, diskSteps).",
  why: "Odd sizes do not fill a host without a rest and become names that somebody has to map away later (ram34 and ram36 to ram32).",
  sources: ["scs-0103-v1: ratios 1:2, 1:4, 1:8, disks 5 to 1000", "Wikimedia Cloud VPS: the map from g3 to g4"],
  *check(flavor, { settings }) {
    const { vcpus, ram, disk } = flavor;
    const { ramRatios, diskSteps } = settings;
    if (vcpus !== undefined && ram !== undefined && ramRatios.length > 0) {
      const sizes = ramRatios
        .map((ratio) => ratio * vcpus * 1024)
        .toSorted((a, b) => Math.abs(a - ram) - Math.abs(b - ram));
      if (!sizes.includes(ram))
        yield {
          message: `${gib(ram / vcpus)} GiB of RAM per vCPU is none of the ratios of the house`,
          at: flavor.at("ram"),
          seen: String(ram),
          allowed: sizes.join(", "),
        };
    }
    // Disk 0 is no size: FL115.
    if (disk !== undefined && disk > 0 && diskSteps.length > 0 && !diskSteps.includes(disk))
      yield {
        message: "the root disk is none of the sizes of the house",
        at: flavor.at("disk"),
        seen: String(disk),
        allowed: diskSteps.toSorted((a, b) => Math.abs(a - disk) - Math.abs(b - disk)).join(", "),
      };
  },
  failing: [
    {
      title: "ram34",
      flavors: [{ name: "g3.cores16.ram34.disk20", vcpus: 16, ram: 34_816 }],
      options: { settings: { ramRatios: [1, 2, 4] } },
    },
    {
      title: "a disk between the steps",
      flavors: [{ disk: 25 }],
      options: { settings: { diskSteps: [5, 10, 20, 50] } },
    },
  ],
  passing: [
    {
      title: "in the set",
      flavors: [{ vcpus: 4, ram: 8192, disk: 20 }],
      options: { settings: { ramRatios: [2, 4], diskSteps: [20] } },
    },
    { title: "nothing asked", flavors: [{ vcpus: 3, ram: 5000, disk: 7 }] },
    { title: "disk 0", flavors: [{ disk: 0 }], options: { settings: { diskSteps: [20] } } },
  ],
};

function gib(mib: number): string {
  return String(Math.round((mib / 1024) * 100) / 100);
}
