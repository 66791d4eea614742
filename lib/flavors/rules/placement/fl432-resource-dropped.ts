// SPDX-License-Identifier: Apache-2.0
import { requestGroups } from "../../placement/groups.ts";
import type { FlavorRule } from "../../rule.ts";
import { knowsResourceClass, nearest, resourceClassesOf } from "../../specs/index.ts";

export const resourceDropped: FlavorRule = {
  id: "FL432",
  name: "resource-dropped",
  scope: "flavor",
  severity: "error",
  what: "What a flavor asks of Placement has a known or custom resource class and an amount from 0 up.",
  why: "Nova drops any other with a line in its log and goes on without it: the VM lands on a host that never had the device.",
  sources: ["nova/objects/request_spec.py, RequestGroup.add_resource"],
  fix: "suggested",
  *check(flavor, { release }) {
    for (const { suffix, resources } of requestGroups(flavor)) {
      for (const { key, name, amount, value } of resources) {
        if (!name.startsWith("CUSTOM_") && !knowsResourceClass(name, release)) {
          const near = nearest(name.toUpperCase(), resourceClassesOf(release));
          const right = `resources${suffix}:${near ?? ""}`;
          yield {
            message: `no resource class ${name}: Nova drops it and places the VM without`,
            at: flavor.atSpecKey(key),
            seen: name,
            allowed: "a standard resource class, or CUSTOM_ and capital letters, digits and _",
            ...(near === undefined
              ? {}
              : {
                  hint: `did you mean ${right}?`,
                  fix: {
                    title: `rename to ${right}`,
                    safe: false,
                    edits: [{ op: "rename", path: flavor.specPath(key), key: right }],
                  },
                }),
          };
        } else if (amount === undefined || amount < 0) {
          yield {
            message: `the amount of ${name} is no whole number from 0 up: Nova drops it and places the VM without`,
            at: flavor.atSpec(key),
            seen: value,
            allowed: "a whole number, 0 or more",
          };
        }
      }
    }
  },
  failing: [
    { title: "a negative amount", flavors: [{ extraSpecs: { "resources:CUSTOM_LICENSE": "-1" } }] },
    { title: "a class that does not exist", flavors: [{ extraSpecs: { "resources:NET_EGRESS_BYTES_SEC": "1000" } }] },
    { title: "an amount in words", flavors: [{ extraSpecs: { "resources1:VGPU": "one" } }] },
  ],
  passing: [
    { title: "standard and custom", flavors: [{ extraSpecs: { "resources:VGPU": "1", "resources:CUSTOM_NPU": "2" } }] },
    { title: "zero", flavors: [{ extraSpecs: { "resources:VCPU": "0", "resources:CUSTOM_BM": "1" } }] },
  ],
};
