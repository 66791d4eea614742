// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { formatKib, numaDemandsOf, splitsEvenly, unknown, usesMap } from "../../topology/index.ts";
import { suggest } from "./fixes.ts";

const key = "hw:mem_page_size";

export const pageSizeMultiple: FlavorRule = {
  id: "FL418",
  name: "page-size-multiple",
  scope: "flavor",
  severity: "error",
  what: "The memory of each NUMA node is a whole number of the pages asked for.",
  why: "No host fits, however much is free: NUMATopologyFilter passes none and every server ends with NoValidHost.",
  sources: ["nova/objects/numa.py NUMACell.can_fit_pagesize", "nova/virt/hardware.py _numa_fit_instance_cell"],
  fix: "suggested",
  *check(flavor, { release }) {
    const numa = numaDemandsOf(flavor, release);
    const { ram } = flavor;
    const nodes = numa.nodes === unknown ? undefined : (numa.nodes ?? 1);
    // Nova keeps the size as whole KiB; below one there is no page size to it.
    const kib = typeof numa.pageSize === "number" ? Math.floor(numa.pageSize) : 0;
    if (kib === 0 || nodes === undefined || ram === undefined) return;
    if (usesMap(numa)) {
      for (const [node, memory] of numa.memory.entries()) {
        if (memory === unknown || (memory * 1024) % kib === 0) continue;
        yield {
          message: `the ${memory} MiB of NUMA node ${node} are no whole number of ${formatKib(kib)} pages: no host fits`,
          at: flavor.atSpec(`hw:numa_mem.${node}`),
          seen: flavor.spec(`hw:numa_mem.${node}`),
          hint: `take a multiple of ${formatKib(kib)}`,
        };
      }
      return;
    }
    const each = ram / nodes;
    if (!splitsEvenly(numa) || !Number.isInteger(each) || (each * 1024) % kib === 0) return;
    const unit = kib % 1024 === 0 ? (kib / 1024) * nodes : undefined;
    const right = unit === undefined ? undefined : Math.ceil(ram / unit) * unit;
    yield {
      message:
        nodes === 1
          ? `${ram} MiB are no whole number of ${formatKib(kib)} pages: no host fits`
          : `the ${each} MiB of each of ${nodes} NUMA nodes are no whole number of ${formatKib(kib)} pages: no host fits`,
      at: flavor.atSpec(key),
      seen: flavor.spec(key),
      allowed: unit === undefined ? undefined : `ram a multiple of ${unit}`,
      hint: `take RAM of a multiple of ${formatKib(kib)}${nodes === 1 ? "" : " a node"}, or smaller pages`,
      fix:
        right === undefined
          ? undefined
          : suggest(`set ram to ${right}`, { op: "set", path: flavor.fieldPath("ram"), value: right }),
    };
  },
  failing: [
    { title: "1.5 GiB in pages of 1 GiB", flavors: [{ ram: 1536, extraSpecs: { [key]: "1GB" } }] },
    {
      title: "3 GiB on two nodes in pages of 1 GiB",
      flavors: [{ vcpus: 2, ram: 3072, extraSpecs: { [key]: "1048576", "hw:numa_nodes": "2" } }],
    },
    { title: "an odd MiB", flavors: [{ ram: 4097, extraSpecs: { [key]: "2MB" } }] },
  ],
  passing: [
    { title: "2 GiB in pages of 1 GiB", flavors: [{ ram: 2048, extraSpecs: { [key]: "1GB" } }] },
    { title: "the host chooses", flavors: [{ ram: 1536, extraSpecs: { [key]: "large" } }] },
  ],
};
