// SPDX-License-Identifier: Apache-2.0
import type { FlavorDefinition } from "./definition.ts";

/** If a flavor has the key (with one of the values, if any are said), it must have the others too. */
export interface Requirement {
  /** Exact key, `aggregate_instance_extra_specs:ceph`. */
  readonly key: string;
  /** Values that trigger it. @default any */
  readonly values?: readonly string[] | undefined;
  /** Keys that must be there with a value above zero, or with the given text; the value is what a fix would set. */
  readonly needs: Readonly<
    Record<string, { readonly suggest?: string | undefined; readonly equals?: string | undefined }>
  >;
  /** Why, said in the message. */
  readonly reason?: string | undefined;
}

/** Largest that a profile allows; absent: no limit. */
export interface Caps {
  readonly vcpus?: number | undefined;
  /** MiB */
  readonly ram?: number | undefined;
  /** GiB, root and ephemeral together. */
  readonly disk?: number | undefined;
  /** PCI devices, vGPUs and accelerators together. */
  readonly gpus?: number | undefined;
  /** Allowed root disks, GiB. */
  readonly disks?: readonly number[] | undefined;
  /** Extra specs that may not be there: a key, or `prefix*`. */
  readonly forbiddenSpecs?: readonly string[] | undefined;
}

/** What a house decided about its flavors. Everything has a default; profiles and the config file change it. */
export interface FlavorSettings {
  /** Templates that every name must match one of; see names/template.ts for the language. @default none */
  readonly nameTemplates: readonly string[];
  /** True: a flavor may give no more than its name says. @default false */
  readonly exactNames: boolean;
  /** What a token of a name promises beyond numbers: token → extra spec → value (`*`: any). */
  readonly nameTokens: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Scheduler filters of the cloud's nova.conf, when known. @default none known */
  readonly schedulerFilters: readonly string[];
  /** Un-namespaced extra specs that the house knows. */
  readonly allowUnscoped: readonly string[];
  /** Namespaces of extra specs that Nova does not know and the house uses. */
  readonly allowNamespaces: readonly string[];
  readonly requirements: readonly Requirement[];
  readonly caps: Caps;
  /** Allowed MiB of RAM per vCPU, in GiB: 1:2, 1:4, 1:8 are 2, 4, 8. @default none asked */
  readonly ramRatios: readonly number[];
  /** Allowed root disks in GiB for FL116. @default none asked */
  readonly diskSteps: readonly number[];
  /** A host cell (NUMA node) of the usual hypervisor, for FL419. */
  readonly hostCell: { readonly vcpus: number; readonly ramMiB: number };
  /** PCI aliases of nova.conf, when known. */
  readonly pciAliases?: readonly string[] | undefined;
  /** Base throttles that `4xiops` multiplies: extra spec → value of 1x. */
  readonly baseThrottles: Readonly<Record<string, number>>;
  /** Images that are booted, by name, as far as the house declares them. */
  readonly images: Readonly<Record<string, DeclaredImage>>;
  /** Flavor → images that it is booted with; the live rules check each pair. */
  readonly imagePairs: Readonly<Record<string, readonly string[]>>;
  /** Project or team → flavors that it was granted, as the house's list of access says. */
  readonly grants: Readonly<Record<string, readonly string[]>>;
  /** Team → flavors above the profile's caps that were approved for it. */
  readonly approvals: Readonly<Record<string, readonly string[]>>;
  /** VM group (`control`, or `team/control`) → role of `roles`. @default the role of the group's own name */
  readonly groupRoles: Readonly<Record<string, string>>;
  /** What the hypervisors have together, before allocation ratios. @default the cloud is asked, or nothing is compared */
  readonly capacity?: { readonly vcpus: number; readonly ram: number; readonly disk: number } | undefined;
  /** Old flavor → its replacement. */
  readonly replacements: Readonly<Record<string, string>>;
  /** Smallest flavor for a role of a VM: role → vCPUs, MiB, GiB. */
  readonly roles: Readonly<
    Record<
      string,
      { readonly vcpus?: number | undefined; readonly ram?: number | undefined; readonly disk?: number | undefined }
    >
  >;
  /** Allocation ratios of the cloud. @default Nova's own: 4, 1, 1 */
  readonly allocationRatios: { readonly cpu: number; readonly ram: number; readonly disk: number };
  /** All definitions of the same files as they were at `--since`, for FL606. Filled by the command. */
  readonly earlier?: readonly FlavorDefinition[] | undefined;
  /** Tables of flavors in Markdown or CSV to compare with. Filled by the command. */
  readonly tables?: readonly DocumentedFlavor[] | undefined;
}

/** What is known of an image without asking Glance. */
export interface DeclaredImage {
  /** MiB */
  readonly minRam?: number | undefined;
  /** GiB */
  readonly minDisk?: number | undefined;
  /** GiB of the disk that it becomes. */
  readonly virtualSizeGiB?: number | undefined;
  readonly properties?: Readonly<Record<string, string>> | undefined;
}

/** A row of a table in the documentation. */
export interface DocumentedFlavor {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly vcpus?: number | undefined;
  /** MiB */
  readonly ram?: number | undefined;
  /** GiB */
  readonly disk?: number | undefined;
}

export const defaultSettings: FlavorSettings = {
  nameTemplates: [],
  exactNames: false,
  nameTokens: {},
  schedulerFilters: [],
  allowUnscoped: [],
  allowNamespaces: [],
  requirements: [],
  caps: {},
  ramRatios: [],
  diskSteps: [],
  hostCell: { vcpus: 64, ramMiB: 524_288 },
  baseThrottles: {},
  images: {},
  imagePairs: {},
  grants: {},
  approvals: {},
  groupRoles: {},
  replacements: {},
  roles: {},
  allocationRatios: { cpu: 4, ram: 1, disk: 1 },
};
