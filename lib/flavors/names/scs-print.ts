// SPDX-License-Identifier: Apache-2.0
import { type ScsGpuFigure, type ScsName, scsPrefix, scsSeparators, type ScsVersion } from "./scs-name.ts";

/** The canonical spelling: no leading zeros, no `1x`, no generation 0. Version 1 writes colons: `SCS-4V:16:50`. */
export function printScsName(name: ScsName, version: ScsVersion = 3): string {
  const [part, extension] = scsSeparators(version);
  const { cpu, ram, disk, arch, gpu } = name;
  let text = `${scsPrefix}${cpu.count}${cpu.type}${cpu.insecure ? "i" : ""}`;
  text += `${part}${ram.gib}${ram.noEcc ? "u" : ""}${ram.oversubscribed ? "o" : ""}`;
  if (disk) text += `${part}${disk.count > 1 ? `${disk.count}x` : ""}${disk.size ?? ""}${disk.type ?? ""}`;
  const extensions: string[] = [];
  if (name.hypervisor !== undefined) extensions.push(name.hypervisor);
  if (name.hwv) extensions.push("hwv");
  if (arch) extensions.push(`${arch.vendor}${arch.generation || ""}${"h".repeat(arch.speed)}`);
  if (gpu) {
    const figures = [gpu.units, gpu.vram].filter((figure) => figure !== undefined).map(printFigure);
    extensions.push([`${gpu.access}${gpu.vendor}${gpu.generation ?? ""}`, ...figures].join(part));
  }
  if (name.infiniband) extensions.push("ib");
  return [text, ...extensions].join(extension);
}

function printFigure({ amount, speed }: ScsGpuFigure): string {
  return `${amount}${"h".repeat(speed)}`;
}
