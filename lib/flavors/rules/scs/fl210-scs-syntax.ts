// SPDX-License-Identifier: Apache-2.0
import { scsPrefix } from "../../names/scs-name.ts";
import { parseScsName } from "../../names/scs-parse.ts";
import { repairScsName } from "../../names/scs-repair.ts";
import type { FlavorRule } from "../../rule.ts";

export const scsSyntax: FlavorRule = {
  id: "FL210",
  name: "scs-syntax",
  scope: "flavor",
  severity: "error",
  what: "A name that starts with SCS- follows the grammar of the SCS flavor names.",
  why: "The standard reserves the prefix: one such name outside of the grammar costs the cloud its SCS compliance, and tools that read sizes from names stop at it.",
  sources: ["SovereignCloudStack/standards: Standards/scs-0100-v3-flavor-naming.md"],
  fix: "suggested",
  *check(flavor) {
    const { name } = flavor;
    if (name === undefined || !name.startsWith(scsPrefix)) return;
    const parsed = parseScsName(name);
    if (parsed.ok) return;
    const repaired = repairScsName(name);
    yield {
      message:
        parsed.at >= name.length
          ? "the name ends before it is a whole SCS name"
          : `the name leaves the SCS grammar at character ${parsed.at + 1}`,
      at: flavor.at("name"),
      seen: name,
      allowed: parsed.expected,
      hint:
        repaired === undefined
          ? "correct the name, or take one that does not start with SCS-"
          : `is ${repaired} meant?`,
      ...(repaired === undefined
        ? {}
        : { fix: { title: `rename to ${repaired}`, safe: false, edits: [flavor.renaming(repaired)] } }),
    };
  },
  failing: [
    { title: "i stands after the kind of vCPU", flavors: [{ name: "SCS-2iT-4" }] },
    { title: "hypervisor after hwv", flavors: [{ name: "SCS-2C-4-10_hwv_xen" }] },
    { title: "a CPU generation without a vendor", flavors: [{ name: "SCS-2C-4-n_bms_3" }] },
    { title: "disks without a size", flavors: [{ name: "SCS-2C-4-3x" }] },
    { title: "a house's own extension", flavors: [{ name: "SCS-4V-16-50_ceph" }] },
  ],
  passing: [
    { title: "all parts", flavors: [{ name: "SCS-2C-4-3x10s_bms_hwv_z3h_GNa-64h-24h_ib" }] },
    { title: "size and type of the disk left to the cloud", flavors: [{ name: "SCS-2C-4-" }] },
    { title: "Infiniband after a GPU without figures", flavors: [{ name: "SCS-2C-4_GNa_ib" }] },
    { title: "a name that does not claim to be one", flavors: [{ name: "m1.large" }] },
  ],
};
