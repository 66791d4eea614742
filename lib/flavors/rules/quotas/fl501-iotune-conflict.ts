// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { hasNoSizedDisk, numberOf } from "./keys.ts";

export const iotuneConflict: FlavorRule = {
  id: "FL501",
  name: "iotune-conflict",
  scope: "flavor",
  severity: "error",
  what: "A disk throttle for the total does not stand beside one for reads or writes of the same unit.",
  why: "libvirt refuses such an iotune element when the VM is defined: every build fails on the host. Volumes are not throttled by flavors, so that a VM that boots from one still starts.",
  sources: [
    "libvirt: src/conf/domain_conf.c, virDomainDiskDefIotuneParse",
    "nova/virt/libvirt/imagebackend.py, disk_qos",
  ],
  *check(flavor) {
    for (const unit of ["bytes", "iops"]) {
      const total = `quota:disk_total_${unit}_sec`;
      const parts = ["read", "write"].map((way) => `quota:disk_${way}_${unit}_sec`);
      // 0 is "no throttle" for libvirt.
      const set = [total, ...parts].filter((key) => (numberOf(flavor, key) ?? 0) > 0);
      if (set.length < 2 || set[0] !== total) continue;
      yield {
        message: `the throttle for all ${unit} excludes those for reads and writes`,
        at: flavor.atSpecKey(total),
        ...(hasNoSizedDisk(flavor) ? { severity: "warning" as const } : {}),
        seen: set.map((key) => `${key}=${flavor.spec(key)}`).join(", "),
        allowed: "the total alone, or reads and writes",
        hint: `remove ${total} or the other${set.length > 2 ? "s" : ""}`,
      };
    }
  },
  failing: [
    {
      title: "total and read",
      flavors: [{ extraSpecs: { "quota:disk_total_iops_sec": "500", "quota:disk_read_iops_sec": "400" } }],
    },
    {
      title: "total and write",
      flavors: [
        { extraSpecs: { "quota:disk_total_bytes_sec": "209715200", "quota:disk_write_bytes_sec": "104857600" } },
      ],
    },
  ],
  passing: [
    {
      title: "bytes as a total, operations by direction",
      flavors: [
        {
          extraSpecs: {
            "quota:disk_total_bytes_sec": "209715200",
            "quota:disk_read_iops_sec": "5000",
            "quota:disk_write_iops_sec": "500",
          },
        },
      ],
    },
    {
      title: "reads and writes",
      flavors: [{ extraSpecs: { "quota:disk_read_iops_sec": "5000", "quota:disk_write_iops_sec": "500" } }],
    },
    {
      title: "a total of 0 is none",
      flavors: [{ extraSpecs: { "quota:disk_total_iops_sec": "0", "quota:disk_read_iops_sec": "400" } }],
    },
  ],
};
