// SPDX-License-Identifier: Apache-2.0
import type { EventFlavor, VmGroup } from "../model/index.ts";
import type { EventPlan } from "../planning/index.ts";
import type { Raw } from "./kinds.ts";

/** Size of a flavor as the cloud has it or the event will make it. */
export interface Size {
  readonly name: string;
  readonly vcpus: number;
  readonly ramMiB: number;
  readonly diskGiB: number;
  readonly extraSpecs: Readonly<Record<string, string>>;
}

export function sizeFor(plan: EventPlan, group: VmGroup, flavors: readonly Raw[]): Size | undefined {
  const own = ownFlavor(plan, group.flavor);
  if (own !== undefined && !own.existing) return fromModel(own);
  const raw = flavors.find((flavor) => flavor.name === group.flavor);
  return raw && sizeOf(raw);
}

export function ownFlavor(plan: EventPlan, name: string): EventFlavor | undefined {
  return plan.event.flavors?.find((flavor) => flavor.name === name);
}

export function fromModel(flavor: EventFlavor): Size {
  return {
    name: flavor.name,
    vcpus: flavor.vcpus,
    ramMiB: flavor.ram,
    diskGiB: flavor.disk,
    extraSpecs: flavor.extraSpecs,
  };
}

export function sizeOf(raw: Raw): Size {
  return {
    name: String(raw.name),
    vcpus: Number(raw.vcpus),
    ramMiB: Number(raw.ram),
    diskGiB: Number(raw.disk),
    extraSpecs: (raw.extra_specs ?? {}) as Readonly<Record<string, string>>,
  };
}

export function describeSize(size: Size): string {
  return `${size.vcpus} vCPU, ${size.ramMiB} MiB, ${size.diskGiB} GiB disk`;
}
