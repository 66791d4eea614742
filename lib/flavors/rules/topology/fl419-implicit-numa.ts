// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { numaDemandsOf } from "../../topology/index.ts";
import { hardware } from "./fixes.ts";

export const implicitNuma: FlavorRule = {
  id: "FL419",
  name: "implicit-numa",
  scope: "flavor",
  severity: "info",
  what: "A page size, pinned CPUs or persistent memory put the whole VM on one NUMA node of the host; it is said when hw:mem_page_size is any or small, or when the VM is larger than the usual node (setting hostCell).",
  why: "Few expect it of hw:mem_page_size=any. A VM larger than a node never finds a host, and VMs on one node cannot use what is free on the other.",
  sources: [`${hardware} numa_get_constraints`, "docs.openstack.org/nova/latest/admin/cpu-topologies.html"],
  *check(flavor, { settings: { hostCell } }) {
    const { nodes, pageSize, triggers, strays, cpus } = numaDemandsOf(flavor);
    const trigger = triggers[0];
    // With a map or a number of nodes somebody has thought about it.
    if (nodes !== undefined || trigger === undefined || cpus.length > 0 || strays.length > 0) return;
    const large = [
      ...(flavor.vcpus !== undefined && flavor.vcpus > hostCell.vcpus ? [`${flavor.vcpus} vCPUs`] : []),
      ...(flavor.ram !== undefined && flavor.ram > hostCell.ramMiB ? [`${flavor.ram} MiB`] : []),
    ];
    if (large.length > 0)
      yield {
        message: `${trigger} puts ${large.join(" and ")} on one NUMA node of the host, more than the usual node has`,
        at: flavor.atSpec(trigger),
        seen: flavor.spec(trigger),
        allowed: `${hostCell.vcpus} vCPUs, ${hostCell.ramMiB} MiB (setting hostCell)`,
        hint: "set hw:numa_nodes to 2 or more",
      };
    else if (pageSize === "any" || pageSize === "small")
      yield {
        message: `page size ${pageSize} puts the VM on one NUMA node of the host`,
        at: flavor.atSpec("hw:mem_page_size"),
        seen: pageSize,
        hint: "say hw:numa_nodes=1 if that is meant; otherwise remove hw:mem_page_size",
      };
  },
  failing: [
    { title: "any page size", flavors: [{ extraSpecs: { "hw:mem_page_size": "any" } }] },
    {
      title: "96 pinned CPUs",
      flavors: [{ vcpus: 96, ram: 196_608, extraSpecs: { "hw:cpu_policy": "dedicated" } }],
    },
  ],
  passing: [
    { title: "said", flavors: [{ extraSpecs: { "hw:mem_page_size": "any", "hw:numa_nodes": "1" } }] },
    { title: "pinned, of usual size", flavors: [{ vcpus: 8, extraSpecs: { "hw:cpu_policy": "dedicated" } }] },
  ],
};
