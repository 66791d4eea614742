// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import type { FlavorRule } from "../../rule.ts";
import { doubtRam } from "./ram-size.ts";

/** Smallest RAM that a distribution's image boots with, MiB; DevStack's m1.nano for tests had 64. */
const least = 128;
const leastOfTests = 64;

const reasons = {
  GiB: "ram is in MiB, and this looks like GiB",
  KiB: "ram is in MiB, and this looks like KiB",
  thousands: "ram is in MiB, a GiB has 1024 of them, and this is a multiple of 1000",
  slip: "ram is nearly a usual size: a slip of the finger?",
} as const;

export const ramUnit: FlavorRule = {
  id: "FL113",
  name: "ram-unit",
  scope: "flavor",
  severity: "warning",
  what: "RAM is believable in MiB: not below 128, no multiple of 1000, no slip like 8096.",
  why: "Nova takes 8 for 8 MiB: no image boots, and no error says why. 8000 and 8096 are less than the 8 GiB that the name or the price promises, and quotas of whole GiB leave a rest.",
  sources: ["api-ref: flavors, ram in MiB", "devstack: m1.nano, m1.micro"],
  fix: "suggested",
  *check(flavor) {
    const { ram, vcpus } = flavor;
    // A bare-metal flavor that placement does not count by RAM says what it likes.
    if (ram === undefined || flavor.spec("resources:MEMORY_MB") === "0" || flavor.specsOpen) return;
    const doubt = doubtRam(ram, vcpus, isForTests(flavor) ? leastOfTests : least);
    if (doubt === undefined) return;
    yield {
      message: reasons[doubt.reason],
      at: flavor.at("ram"),
      seen: String(ram),
      allowed: String(doubt.likely),
      fix: {
        title: `set ram to ${doubt.likely}`,
        safe: false,
        edits: [{ op: "set", path: flavor.fieldPath("ram"), value: doubt.likely }],
      },
    };
  },
  failing: [
    { title: "GiB", flavors: [{ ram: 8 }] },
    { title: "a typo of 8192", flavors: [{ ram: 8096 }] },
    { title: "thousands", flavors: [{ ram: 16_000 }, { ram: 1500 }] },
    { title: "1.5 TB in thousands", flavors: [{ vcpus: 64, ram: 1_500_000 }] },
    { title: "KiB", flavors: [{ vcpus: 2, ram: 4_194_304 }] },
  ],
  passing: [
    { title: "whole and broken GiB", flavors: [{ ram: 8192 }, { ram: 3840 }, { ram: 512 }] },
    { title: "125 GiB", flavors: [{ vcpus: 32, ram: 128_000 }] },
    { title: "what a host leaves", flavors: [{ ram: 16_333 }] },
    {
      title: "for tests",
      flavors: [
        { name: "m1.nano", ram: 64 },
        { name: "m1.micro", ram: 128 },
      ],
    },
    { title: "bare metal", flavors: [{ ram: 1, extraSpecs: { "resources:MEMORY_MB": "0" } }] },
  ],
};

/** The cloud's own tiny ones, or a name that says so. */
function isForTests(flavor: Flavor): boolean {
  const name = (flavor.name ?? "").slice(0, 255).toLowerCase();
  return flavor.field("existing") === true || testWords.some((word) => name.includes(word));
}

const testWords = ["nano", "micro", "tiny", "test", "cirros"];
