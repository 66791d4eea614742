// SPDX-License-Identifier: Apache-2.0
import type { CloudAggregate, CloudFlavor, Inventory, ResourceProvider } from "./facts.ts";

// Facts for the examples of rules, in as few words as they need.

/** The cloud's copy of the examples' flavor. */
export function cloudFlavor(more: Partial<CloudFlavor> = {}): CloudFlavor {
  return {
    id: "5f1e4e0c-0000-4000-8000-000000000001",
    name: "m1.test",
    vcpus: 2,
    ram: 4096,
    disk: 20,
    ephemeral: 0,
    swap: 0,
    isPublic: true,
    disabled: false,
    extraSpecs: {},
    ...more,
  };
}

export function aggregate(
  name: string,
  metadata: CloudAggregate["metadata"],
  hosts: readonly string[],
): CloudAggregate {
  return { name, metadata, hosts };
}

/** A hypervisor; amounts are totals without reserve and ratio. */
export function hypervisor(
  name: string,
  amounts: Readonly<Record<string, number>>,
  traits: readonly string[] = [],
): ResourceProvider {
  return {
    id: name,
    name,
    root: name,
    traits,
    inventories: Object.fromEntries(Object.entries(amounts).map(([key, total]) => [key, whole(total)])),
  };
}

function whole(total: number): Inventory {
  return { total, reserved: 0, minUnit: 1, maxUnit: total, stepSize: 1, ratio: 1 };
}
