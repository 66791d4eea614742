// SPDX-License-Identifier: Apache-2.0
import { requestGroups } from "../../placement/groups.ts";
import type { Flavor } from "../../flavor.ts";
import type { FlavorRule } from "../../rule.ts";
import { pythonInt } from "../../specs/values.ts";

export const caps: FlavorRule = {
  id: "FL603",
  name: "caps",
  scope: "flavor",
  severity: "error",
  what: "No flavor is larger than the profile allows, has another root disk than the allowed ones or a forbidden extra spec.",
  why: "One giant takes the room of several teams; pinned CPUs and devices cannot be shared at all.",
  sources: ["bivouac: profile event"],
  *check(flavor, { settings }) {
    const { vcpus, ram, disk, gpus, disks, forbiddenSpecs = [] } = settings.caps;
    const local =
      flavor.disk === undefined || flavor.ephemeral === undefined ? undefined : flavor.disk + flavor.ephemeral;
    const sizes = [
      ["vcpus", flavor.vcpus, vcpus, "vCPUs"],
      ["ram", flavor.ram, ram, "MiB"],
      ["disk", local, disk, "GiB of root and ephemeral disk"],
    ] as const;
    for (const [field, has, most, unit] of sizes) {
      if (has === undefined || most === undefined || has <= most) continue;
      yield {
        message: `more ${unit} than allowed`,
        at: flavor.at(field),
        seen: String(has),
        allowed: `at most ${most}`,
      };
    }
    if (disks && flavor.disk !== undefined && !disks.includes(flavor.disk))
      yield {
        message: "a root disk of another size than the allowed ones",
        at: flavor.at("disk"),
        seen: String(flavor.disk),
        allowed: disks.join(", "),
      };
    const devices = gpus === undefined ? undefined : devicesOf(flavor);
    if (devices && gpus !== undefined && devices.count > gpus)
      yield {
        message: "more devices than allowed",
        at: flavor.atSpec(devices.key),
        seen: String(devices.count),
        allowed: `at most ${gpus}`,
      };
    for (const { key } of flavor.definition.specs) {
      const ban = forbiddenSpecs.find((each) =>
        each.endsWith("*") ? key.startsWith(each.slice(0, -1)) : key === each,
      );
      if (ban !== undefined)
        yield { message: `extra spec ${key} is not allowed here`, at: flavor.atSpecKey(key), seen: key };
    }
  },
  failing: [
    { title: "64 vCPUs in the profile for teams", flavors: [{ vcpus: 64 }], options: { profiles: ["event"] } },
    {
      title: "a GPU and pinned CPUs",
      flavors: [{ extraSpecs: { "pci_passthrough:alias": "a100:1", "hw:cpu_policy": "dedicated" } }],
      options: { profiles: ["event"] },
    },
    {
      title: "a disk off the schedule",
      flavors: [{ disk: 25 }],
      options: { settings: { caps: { disks: [10, 20, 50] } } },
    },
  ],
  passing: [
    { title: "a usual size", flavors: [{ vcpus: 8, ram: 16_384, disk: 80 }], options: { profiles: ["event"] } },
    {
      title: "exactly the largest",
      flavors: [{ vcpus: 4, ram: 8192, disk: 20, extraSpecs: { "resources:VGPU": "1" } }],
      options: { settings: { caps: { vcpus: 4, ram: 8192, disk: 20, gpus: 1 } } },
    },
  ],
};

const deviceClasses = new Set(["VGPU", "PGPU", "FPGA", "PCI_DEVICE"]);

/** PCI devices, vGPUs and accelerators; the key that asks first. */
function devicesOf(flavor: Flavor): { count: number; key: string } | undefined {
  let count = 0;
  let first: string | undefined;
  const take = (key: string, amount: number): void => {
    if (amount <= 0) return;
    count += amount;
    first ??= key;
  };
  const alias = flavor.spec("pci_passthrough:alias");
  for (const item of alias?.split(",") ?? []) take("pci_passthrough:alias", pythonInt(item.split(":")[1] ?? "") ?? 0);
  if (flavor.spec("accel:device_profile") !== undefined) take("accel:device_profile", 1);
  for (const { resources } of requestGroups(flavor))
    for (const { key, name, amount } of resources)
      if (deviceClasses.has(name) || /^CUSTOM_(.*_)?(V?GPU|FPGA)(_|$)/.test(name)) take(key, amount ?? 0);
  return first === undefined ? undefined : { count, key: first };
}
