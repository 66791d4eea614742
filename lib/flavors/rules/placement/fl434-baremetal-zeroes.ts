// SPDX-License-Identifier: Apache-2.0
import { isAsked, requestGroups } from "../../placement/groups.ts";
import type { FlavorRule } from "../../rule.ts";

const standard = ["VCPU", "MEMORY_MB", "DISK_GB"] as const;

/** Words in the name of a custom class that tell of a whole machine. */
const machineWords = new Set(["BAREMETAL", "METAL", "BM", "IRONIC", "NODE", "SERVER", "MACHINE"]);

export const baremetalZeroes: FlavorRule = {
  id: "FL434",
  name: "baremetal-zeroes",
  scope: "flavor",
  severity: "error",
  what: "A flavor for bare metal asks for its custom resource class and sets VCPU, MEMORY_MB and DISK_GB to 0, all three.",
  why: "An Ironic node offers its custom class and nothing else: with one of the three still asked for, Placement finds no node. Zeros without another resource ask for nothing at all, and the VM lands anywhere, uncounted.",
  sources: ["nova/scheduler/utils.py, ResourceRequest", "ironic: configure Nova flavors for bare metal"],
  fix: "suggested",
  *check(flavor) {
    // What is not known may be the zeros.
    if (flavor.specsOpen) return;
    const groups = requestGroups(flavor);
    const own = groups.find(({ suffix }) => suffix === "")?.resources ?? [];
    const zeroed = standard.filter((name) => own.some((one) => one.name === name && one.amount === 0));
    const missing = standard.filter((name) => !own.some((one) => one.name === name));
    const custom = own.find((one) => one.name.startsWith("CUSTOM_") && isAsked(one));
    const others = groups.some(({ resources }) => resources.some(isAsked));
    const fix = {
      title: `set ${missing.map((name) => `resources:${name}`).join(", ")} to 0`,
      safe: false,
      edits: missing.map((name) => ({ op: "set", path: flavor.specPath(`resources:${name}`), value: "0" }) as const),
    };
    if (custom && zeroed.length > 0 && missing.length > 0) {
      yield {
        message: `${zeroed.join(" and ")} zeroed, ${missing.join(" and ")} still asked for beside ${custom.name}`,
        at: flavor.atSpecKey(custom.key),
        seen: `resources:${zeroed[0]}=0`,
        allowed: "all three zeroed for bare metal, none for a VM",
        hint: `add ${missing.map((name) => `resources:${name}=0`).join(", ")}`,
        fix,
      };
    } else if (custom && missing.length === standard.length) {
      const machine = custom.name.split("_").some((word) => machineWords.has(word));
      yield {
        severity: machine ? "warning" : "info",
        message: `${custom.name} is asked for beside vCPUs, RAM and disk: right for a VM with a device, never met by a bare-metal node`,
        at: flavor.atSpecKey(custom.key),
        hint: "for bare metal set resources:VCPU, resources:MEMORY_MB and resources:DISK_GB to 0",
        ...(machine ? { fix } : {}),
      };
    } else if (zeroed.length === standard.length && !others) {
      yield {
        severity: "warning",
        message:
          "VCPU, MEMORY_MB and DISK_GB are zeroed and nothing else is asked for: any host fits, and none counts it",
        at: flavor.atSpecKey(`resources:${zeroed[0]}`),
        hint: "add the custom resource class of the nodes, resources:CUSTOM_<CLASS>=1",
      };
    }
  },
  failing: [
    {
      title: "one zero of three",
      flavors: [{ extraSpecs: { "resources:CUSTOM_BM_GOLD": "1", "resources:VCPU": "0" } }],
    },
    { title: "no zeros", flavors: [{ extraSpecs: { "resources:CUSTOM_BAREMETAL_LARGE": "1" } }] },
    {
      title: "zeros and no custom class",
      flavors: [{ extraSpecs: { "resources:VCPU": "0", "resources:MEMORY_MB": "0", "resources:DISK_GB": "0" } }],
    },
  ],
  passing: [
    {
      title: "a bare-metal flavor",
      flavors: [
        {
          extraSpecs: {
            "resources:CUSTOM_BM_GOLD": "1",
            "resources:VCPU": "0",
            "resources:MEMORY_MB": "0",
            "resources:DISK_GB": "0",
          },
        },
      ],
    },
    { title: "a VM with a vGPU", flavors: [{ extraSpecs: { "resources:VGPU": "1" } }] },
  ],
};
