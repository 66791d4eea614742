// SPDX-License-Identifier: Apache-2.0
import { parseScsName } from "../../names/scs-parse.ts";
import type { FlavorRule } from "../../rule.ts";
import { scsDiskSteps } from "../../tables/scs-parts.ts";

export const scsDiscouraged: FlavorRule = {
  id: "FL212",
  name: "scs-discouraged",
  scope: "flavor",
  severity: "info",
  what: "SCS names avoid what the standard allows and advises against: half GiB from 10 GiB on, odd disk sizes, a generation 0, hwv without its hypervisor.",
  why: "The same flavor has another name in the next SCS cloud, so that users' programs do not move.",
  sources: ["SovereignCloudStack/standards: Standards/scs-0100-v3-flavor-naming.md"],
  profiles: ["scs-0100", "scs-0103"],
  *check(flavor) {
    const parsed = flavor.name === undefined ? undefined : parseScsName(flavor.name);
    if (!parsed?.ok) return;
    const { ram, disk, arch, hwv, hypervisor } = parsed.name;
    const at = flavor.at("name");
    if (ram.gib >= 10 && !Number.isInteger(ram.gib))
      yield {
        message: "half a GiB is for RAM below 10 GiB",
        at,
        seen: `${ram.gib} GiB`,
        allowed: "whole GiB from 10 GiB on",
      };
    if (disk?.size !== undefined && !(scsDiskSteps as readonly number[]).includes(disk.size))
      yield {
        message: "the size of the disk is none of the standard's",
        at,
        seen: `${disk.size} GB`,
        allowed: `${scsDiskSteps.join(", ")} GB`,
      };
    if (parsed.deviations.some(({ kind }) => kind === "generation-0"))
      yield {
        message: "generation 0 says as much as none",
        at,
        seen: `${arch?.vendor}0`,
        allowed: arch?.vendor,
      };
    if (hwv && hypervisor === undefined)
      yield {
        message: "hwv stands without the hypervisor that it belongs to",
        at,
        allowed: "kvm_hwv, bms_hwv or alike",
      };
  },
  failing: [
    { title: "10.5 GiB", flavors: [{ name: "SCS-4V-10.5" }] },
    { title: "a disk of 30 GB", flavors: [{ name: "SCS-4V-16-30" }] },
    { title: "an explicit generation 0", flavors: [{ name: "SCS-4V-16-50_z0" }] },
    { title: "hwv alone", flavors: [{ name: "SCS-2C-4-10_hwv" }] },
  ],
  passing: [
    { title: "9.5 GiB", flavors: [{ name: "SCS-4V-9.5-100" }] },
    { title: "the largest size of the schedule", flavors: [{ name: "SCS-4V-10-1000p" }] },
    { title: "hwv with its hypervisor", flavors: [{ name: "SCS-2C-4-10_kvm_hwv_z" }] },
  ],
};
