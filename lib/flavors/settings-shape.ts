// SPDX-License-Identifier: Apache-2.0
import { list, map, number, record, type Shape, flag, text } from "../lint/index.ts";
import type { FlavorSettings } from "./settings.ts";

/** What the command fills in by itself. */
type Filled = "earlier" | "tables";

const size = number(0, { whole: true });

/** `settings` of a configuration, key by key: a setting that is added to the type is missing here until it is told. */
const shapes: { readonly [Key in Exclude<keyof FlavorSettings, Filled>]-?: Shape } = {
  nameTemplates: list(text),
  exactNames: flag,
  nameTokens: map(map(text)),
  schedulerFilters: list(text),
  allowUnscoped: list(text),
  allowNamespaces: list(text),
  requirements: list(
    record({ key: text, values: list(text), needs: map(record({ suggest: text, equals: text })), reason: text }, [
      "key",
      "needs",
    ]),
  ),
  caps: record({ vcpus: size, ram: size, disk: size, gpus: size, disks: list(size), forbiddenSpecs: list(text) }),
  ramRatios: list(number(0)),
  diskSteps: list(size),
  hostCell: record({ vcpus: number(1, { whole: true }), ramMiB: number(1, { whole: true }) }, ["vcpus", "ramMiB"]),
  pciAliases: list(text),
  baseThrottles: map(number(0)),
  images: map(record({ minRam: size, minDisk: size, virtualSizeGiB: number(0), properties: map(text) })),
  imagePairs: map(list(text)),
  grants: map(list(text)),
  approvals: map(list(text)),
  groupRoles: map(text),
  capacity: record({ vcpus: size, ram: size, disk: size }, ["vcpus", "ram", "disk"]),
  replacements: map(text),
  roles: map(record({ vcpus: size, ram: size, disk: size })),
  allocationRatios: record({ cpu: number(0), ram: number(0), disk: number(0) }, ["cpu", "ram", "disk"]),
};

export const settingsShape: Shape = record(shapes);
