// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { diskKeys } from "./keys.ts";

export const driverMix: FlavorRule = {
  id: "FL506",
  name: "driver-mix",
  scope: "flavor",
  severity: "warning",
  what: "Extra specs of the VMware driver do not stand beside those of libvirt in one flavor.",
  why: "A host has one driver: it ignores the other's keys without a word, so that half of the flavor's limits is missing wherever it runs.",
  sources: ["nova/api/validation/extra_specs/quota.py", "nova/virt/vmwareapi/vmops.py", "nova/virt/libvirt/driver.py"],
  *check(flavor) {
    const keys = [...new Set(flavor.definition.specs.map(({ key }) => key))];
    const vmware = keys.filter(isVmware);
    const libvirt = keys.filter(isLibvirt);
    if (vmware[0] === undefined || libvirt[0] === undefined) return;
    yield {
      message: "keys of VMware and of libvirt stand in one flavor, and each host ignores one half",
      at: flavor.atSpecKey(vmware[0]),
      seen: `${vmware.join(", ")} beside ${libvirt.join(", ")}`,
      hint: "make a flavor for each kind of host, each with an aggregate",
    };
  },
  failing: [
    {
      title: "a limit of VMware, pinning of libvirt",
      flavors: [{ extraSpecs: { "quota:cpu_limit": "2000", "hw:cpu_policy": "dedicated" } }],
    },
    {
      title: "a storage policy and a disk throttle",
      flavors: [{ extraSpecs: { "vmware:storage_policy": "gold", "quota:disk_read_iops_sec": "5000" } }],
    },
  ],
  passing: [
    {
      title: "VMware",
      flavors: [{ extraSpecs: { "quota:cpu_limit": "2000", "vmware:hw_version": "vmx-19", "hw:cpu_cores": "2" } }],
    },
    {
      title: "libvirt",
      flavors: [{ extraSpecs: { "quota:cpu_shares": "1024", "hw:cpu_policy": "shared", "hw:cpu_cores": "2" } }],
    },
  ],
};

const vmwareQuotas = new Set(
  ["cpu", "memory", "disk_io", "vif"].flatMap((what) =>
    ["limit", "reservation", "shares_level", "shares_share"].map((kind) => `quota:${what}_${kind}`),
  ),
);

function isVmware(key: string): boolean {
  return vmwareQuotas.has(key) || key.startsWith("vmware:");
}

/** Read by no other driver. Sockets, cores and threads are VMware's too, and so is the video memory. */
const libvirtKeys: ReadonlySet<string> = new Set([
  ...diskKeys,
  ...["shares", "period", "quota"].map((what) => `quota:cpu_${what}`),
  ...["inbound", "outbound"].flatMap((way) => ["average", "peak", "burst"].map((what) => `quota:vif_${way}_${what}`)),
  "hw:cpu_policy",
  "hw:cpu_thread_policy",
  "hw:cpu_dedicated_mask",
  "hw:cpu_realtime",
  "hw:cpu_realtime_mask",
  "hw:emulator_threads_policy",
  "hw:mem_page_size",
  "hw:numa_nodes",
  "hw:locked_memory",
  "hw:mem_encryption",
  "hw:pmem",
  "hw:pmu",
  "hw:tpm_model",
  "hw:tpm_version",
  "hw:vif_multiqueue_enabled",
  "hw:viommu_model",
  "hw:watchdog_action",
  "hw_rng:allowed",
  "hw_rng:rate_bytes",
  "hw_rng:rate_period",
]);

function isLibvirt(key: string): boolean {
  return libvirtKeys.has(key);
}
