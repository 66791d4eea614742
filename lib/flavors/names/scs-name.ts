// SPDX-License-Identifier: Apache-2.0
import type { ScsArchitecture, ScsCpuType, ScsDiskType, ScsGpuVendor, ScsHypervisor } from "../tables/scs-parts.ts";

/** What an SCS flavor name promises. The flavor gives at least that much. */
export interface ScsName {
  readonly cpu: { readonly count: number; readonly type: ScsCpuType; readonly insecure: boolean };
  /** GiB in halves. */
  readonly ram: { readonly gib: number; readonly noEcc: boolean; readonly oversubscribed: boolean };
  /** Absent: the VM boots from a volume. */
  readonly disk?: ScsDisk | undefined;
  readonly hypervisor?: ScsHypervisor | undefined;
  /** Hardware-assisted virtualisation inside the VM. */
  readonly hwv: boolean;
  readonly arch?: ScsArch | undefined;
  readonly gpu?: ScsGpuPart | undefined;
  readonly infiniband: boolean;
}

export interface ScsDisk {
  readonly count: number;
  /** GB each; absent: the cloud takes what the image needs. */
  readonly size?: number | undefined;
  /** Absent: the cloud decides. */
  readonly type?: ScsDiskType | undefined;
}

export interface ScsArch {
  readonly vendor: ScsArchitecture;
  /** Absent: old or not said, which the standard also writes as 0. */
  readonly generation?: number | undefined;
  /** Number of `h`: all cores above 2.75, 3.25, 3.75 GHz. */
  readonly speed: 0 | 1 | 2 | 3;
}

export interface ScsGpuPart {
  /** `G`: the device itself; `g`: a virtual one. */
  readonly access: "G" | "g";
  readonly vendor: ScsGpuVendor;
  readonly generation?: string | undefined;
  readonly units?: ScsGpuFigure | undefined;
  /** GiB; only beside units. */
  readonly vram?: ScsGpuFigure | undefined;
}

export interface ScsGpuFigure {
  readonly amount: number;
  /** Number of `h`. */
  readonly speed: 0 | 1 | 2;
}

/** 3: `SCS-4V-16-50_z3` (v2 and v3 write alike); 1: `SCS-4V:16:50-z3`. */
export type ScsVersion = 1 | 3;

/** A spelling that the grammar can read though the standard would write it otherwise. */
export interface ScsDeviation {
  readonly kind: "leading-zero" | "ram-fraction" | "single-disk" | "generation-0";
  /** Offset in the name. */
  readonly at: number;
}

/** Where and why a name is not one of the scheme. */
export interface ScsFault {
  readonly ok: false;
  /** Offset in the name of the first character that does not fit; the length of the name when it ends too early. */
  readonly at: number;
  /** What would have been right there, for a sentence: "expected …". */
  readonly expected: string;
}

export interface ScsParsed {
  readonly ok: true;
  readonly version: ScsVersion;
  readonly name: ScsName;
  readonly deviations: readonly ScsDeviation[];
}

/** Flavors whose names begin so must follow the scheme, in this case only. */
export const scsPrefix = "SCS-";

const separators = { 3: ["-", "_"], 1: [":", "-"] } as const;

/** Separators of parts and of extensions. */
export function scsSeparators(version: ScsVersion): readonly [part: string, extension: string] {
  return separators[version];
}
