// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";

/** More GiB of swap than this nobody gives; more MiB than this somebody may. */
const most = 64;

export const swapUnit: FlavorRule = {
  id: "FL114",
  name: "swap-unit",
  scope: "flavor",
  severity: "warning",
  what: "Swap is in MiB: 1 to 64 looks like GiB.",
  why: "The disks of a flavor are in GiB and its swap is in MiB: 4 gives a swap disk of 4 MiB, which the guest uses up at once.",
  sources: ["api-ref: flavors, swap in MiB", "nova/api/openstack/compute/schemas/flavors.py"],
  fix: "suggested",
  *check(flavor) {
    const { swap } = flavor;
    if (swap === undefined || swap < 1 || swap > most) return;
    const likely = swap * 1024;
    yield {
      message: "swap is in MiB, and this looks like GiB",
      at: flavor.at("swap"),
      seen: String(swap),
      allowed: String(likely),
      fix: {
        title: `set swap to ${likely}`,
        safe: false,
        edits: [{ op: "set", path: flavor.fieldPath("swap"), value: likely }],
      },
    };
  },
  failing: [
    { title: "4 GiB were meant", flavors: [{ swap: 4 }] },
    { title: "64 too", flavors: [{ swap: "64" }] },
  ],
  passing: [
    { title: "none", flavors: [{ swap: 0 }, {}] },
    { title: "MiB", flavors: [{ swap: 65 }, { swap: 1024 }] },
  ],
};
