// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { faultOf, lookupSpec, pythonIntText } from "../../specs/index.ts";
import { valueFix, valuesOf } from "./keys.ts";

/** Compared as text at boot: nova/virt/hardware.py `_numa_get_constraint_nodes` wants what `is_int_like` takes. */
const wantsCanonical = "hw:numa_nodes";

export const specNumberStyle: FlavorRule = {
  id: "FL308",
  name: "spec-number-style",
  scope: "flavor",
  severity: "warning",
  what: "A number is written in plain ASCII digits: no blanks, plus, leading zeros or underscores.",
  why: "Python's int() takes ` 4 `, `+3`, `1_000` and digits of any script, other tools do not. hw:numa_nodes that is not in plain digits passes the validator and fails every boot.",
  sources: ["nova/api/validation/extra_specs/base.py", "nova/virt/hardware.py"],
  fix: "safe",
  *check(flavor, { release }) {
    for (const [key, value] of valuesOf(flavor)) {
      const found = lookupSpec(key, release);
      if (found.kind !== "known" || found.rule.type !== "int" || faultOf(found.rule, value) !== undefined) continue;
      const plain = pythonIntText(value);
      if (plain === undefined || plain === value) continue;
      const fails = key === wantsCanonical;
      yield {
        message: fails
          ? `${key} passes Nova's validator in this spelling and fails every boot`
          : `value of ${key} is a number in an odd spelling`,
        at: flavor.atSpec(key),
        seen: value,
        allowed: plain,
        severity: fails ? "error" : "warning",
        fix: valueFix(flavor, key, plain, true),
      };
    }
  },
  failing: [
    { title: "a leading zero that never boots", flavors: [{ extraSpecs: { "hw:numa_nodes": "02" } }] },
    { title: "underscores", flavors: [{ extraSpecs: { "quota:disk_read_iops_sec": "5_000" } }] },
    { title: "a blank", flavors: [{ extraSpecs: { "resources:VGPU": "1 " } }] },
  ],
  passing: [
    { title: "plain digits", flavors: [{ extraSpecs: { "hw:numa_nodes": "2", "quota:cpu_quota": "-1" } }] },
    { title: "a number", flavors: [{ extraSpecs: { "quota:disk_read_iops_sec": 5000 } }] },
    { title: "text that is no number for Nova", flavors: [{ extraSpecs: { "vmware:hw_version": "08" } }] },
  ],
};
