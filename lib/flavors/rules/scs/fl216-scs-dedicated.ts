// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import { scsNameOf } from "../../names/scs-parse.ts";
import type { FlavorRule } from "../../rule.ts";
import { scsCpuTypes } from "../../tables/scs-parts.ts";

/** Hypervisors that pin in ways of their own, or need not. */
const otherWays = new Set(["xen", "vmw", "hyv", "bms"]);

export const scsDedicated: FlavorRule = {
  id: "FL216",
  name: "scs-dedicated",
  scope: "flavor",
  severity: "warning",
  what: "A flavor whose SCS name or scs:cpu-type promises dedicated cores or threads asks Nova for dedicated CPUs.",
  why: "Without hw:cpu_policy=dedicated or PCPU the vCPUs float over the host's shared CPUs and compete with other VMs. Upstream's test does not look.",
  sources: [
    "SovereignCloudStack/standards#554",
    "SovereignCloudStack/standards: Standards/scs-0100-v3-flavor-naming.md, CPU Suffixes",
  ],
  fix: "suggested",
  *check(flavor) {
    const name = scsNameOf(flavor.name);
    if (otherWays.has(name?.hypervisor ?? "") || asksForDedicated(flavor)) return;
    const type = flavor.spec("scs:cpu-type");
    const byName = name !== undefined && (name.cpu.type === "T" || name.cpu.type === "C");
    if (!byName && type !== scsCpuTypes.T && type !== scsCpuTypes.C) return;
    const thread = byName ? name.cpu.type === "T" : type === scsCpuTypes.T;
    const policy = flavor.spec("hw:cpu_policy");
    yield {
      message: `${byName ? "the name" : "scs:cpu-type"} promises dedicated ${thread ? "threads" : "cores"} and the vCPUs are ${policy === "mixed" ? "dedicated in part" : "shared"}`,
      at: flavor.hasSpec("hw:cpu_policy")
        ? flavor.atSpec("hw:cpu_policy")
        : byName
          ? flavor.at("name")
          : flavor.atSpec("scs:cpu-type"),
      ...(policy === undefined ? {} : { seen: policy }),
      allowed: "hw:cpu_policy=dedicated, or resources:PCPU",
      hint: "set hw:cpu_policy=dedicated, unless an aggregate without oversubscription keeps the promise",
      fix: {
        title: "set hw:cpu_policy to dedicated",
        safe: false,
        edits: [{ op: "set", path: flavor.specPath("hw:cpu_policy"), value: "dedicated" }],
      },
    };
  },
  failing: [
    { title: "cores that are shared", flavors: [{ name: "SCS-4C-16", vcpus: 4, ram: 16_384 }] },
    {
      title: "threads that are shared",
      flavors: [{ name: "SCS-8T-16", vcpus: 8, ram: 16_384, extraSpecs: { "hw:cpu_policy": "shared" } }],
    },
    { title: "the property alone", flavors: [{ name: "db.large", extraSpecs: { "scs:cpu-type": "dedicated-core" } }] },
  ],
  passing: [
    {
      title: "pinned",
      flavors: [{ name: "SCS-4C-16", vcpus: 4, ram: 16_384, extraSpecs: { "hw:cpu_policy": "dedicated" } }],
    },
    {
      title: "by placement",
      flavors: [{ name: "SCS-4T-16", vcpus: 4, ram: 16_384, extraSpecs: { "resources:PCPU": "4" } }],
    },
    { title: "a bare machine", flavors: [{ name: "SCS-16C-64_bms", vcpus: 16, ram: 65_536 }] },
    { title: "shared by name", flavors: [{ name: "SCS-4V-16", vcpus: 4, ram: 16_384 }] },
  ],
};

/** An unresolved value may be the right one. */
function asksForDedicated(flavor: Flavor): boolean {
  if (flavor.hasSpec("hw:cpu_policy")) {
    const policy = flavor.spec("hw:cpu_policy");
    if (policy === undefined || policy === "dedicated") return true;
  }
  if (flavor.specsOpen) return true;
  return flavor.definition.specs.some(({ key }) => key.startsWith("resources") && key.endsWith(":PCPU"));
}
