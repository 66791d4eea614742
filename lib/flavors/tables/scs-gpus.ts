// SPDX-License-Identifier: Apache-2.0

/** A card, or the part of it that a VM gets, and its piece of an SCS flavor name (pass-through). */
export interface ScsGpu {
  readonly card: string;
  /** `1/2`: a partition of the card. Absent: the whole card. */
  readonly fraction?: string | undefined;
  readonly piece: string;
  /** The standard marks the figures as not validated. */
  readonly uncertain?: true | undefined;
}

/**
 * Cards that the standard names, kept by hand. The MI250X has 220 CUs (14080 / 64): its row upstream says 229 beside a
 * piece of 220.
 * Source: SovereignCloudStack/standards, Standards/scs-0100-w1-flavor-naming-implementation-testing.md, "GPU table".
 */
export const scsGpus: readonly ScsGpu[] = [
  { card: "Nvidia A10", piece: "GNa-72-24" },
  { card: "Nvidia A40", piece: "GNa-84-48" },
  { card: "Nvidia A30", piece: "GNa-56-24" },
  { card: "Nvidia A30", fraction: "1/2", piece: "GNa-28-12" },
  { card: "Nvidia A30", fraction: "1/4", piece: "GNa-14-6" },
  { card: "Nvidia A30X", piece: "GNa-56h-24h" },
  { card: "Nvidia A100", piece: "GNa-108h-80h" },
  { card: "Nvidia A100", fraction: "1/2", piece: "GNa-54h-40h" },
  { card: "Nvidia A100", fraction: "1/4", piece: "GNa-27h-20h" },
  { card: "Nvidia A100", fraction: "1/7", piece: "GNa-15h-10h", uncertain: true },
  { card: "Nvidia A100X", piece: "GNa-108-80h" },
  { card: "Nvidia L4", piece: "GNl-58-24" },
  { card: "Nvidia L40", piece: "GNl-142-48" },
  { card: "Nvidia L40G", piece: "GNl-142h-48" },
  { card: "Nvidia L40S", piece: "GNl-142hh-48" },
  { card: "Nvidia RTX 2000 Ada", piece: "GNl-22-16" },
  { card: "Nvidia RTX 4000 Ada", piece: "GNl-48-20" },
  { card: "Nvidia RTX 4500 Ada", piece: "GNl-60-24" },
  { card: "Nvidia RTX 5000 Ada", piece: "GNl-100-32" },
  { card: "Nvidia RTX 5880 Ada", piece: "GNl-110-48" },
  { card: "Nvidia RTX 6000 Ada", piece: "GNl-142-48" },
  { card: "Nvidia H100", piece: "GNg-132-80h" },
  { card: "Nvidia H100", fraction: "1/2", piece: "GNg-66-40h" },
  { card: "Nvidia H100", fraction: "1/4", piece: "GNg-33-20h" },
  { card: "Nvidia H100", fraction: "1/7", piece: "GNg-18-10h", uncertain: true },
  { card: "Nvidia H200", piece: "GNg-132-141h" },
  { card: "Nvidia H200", fraction: "1/2", piece: "GNg-66-70h" },
  { card: "Nvidia GB200", piece: "GNb-160-192h" },
  { card: "Nvidia GB200", fraction: "1/2", piece: "GNb-80-96h" },
  { card: "Nvidia GB200", fraction: "2/7", piece: "GNb-44-45h", uncertain: true },
  { card: "Nvidia GB200", fraction: "1/7", piece: "GNb-22-23h", uncertain: true },
  { card: "Nvidia GB300", piece: "GNb-160-288h" },
  { card: "Nvidia GB300", fraction: "1/2", piece: "GNb-80-144h" },
  { card: "Nvidia RTX Pro 2000 Blackwell", piece: "GNb-34-16" },
  { card: "Nvidia RTX Pro 4000 Blackwell", piece: "GNb-70-24" },
  { card: "Nvidia RTX Pro 4500 Blackwell", piece: "GNb-82-32" },
  { card: "Nvidia RTX Pro 5000 Blackwell", piece: "GNb-110-72" },
  { card: "Nvidia RTX Pro 5000 Blackwell", fraction: "1/2", piece: "GNb-55-36" },
  { card: "Nvidia RTX Pro 6000 Blackwell", piece: "GNb-188-96" },
  { card: "Nvidia RTX Pro 6000 Blackwell", fraction: "1/2", piece: "GNb-94-48" },
  { card: "Nvidia RTX Pro 6000 Blackwell", fraction: "1/4", piece: "GNb-47-24" },
  { card: "Nvidia RTX 4080S", piece: "GNl-80-16" },
  { card: "Nvidia RTX 4090", piece: "GNl-128-24" },
  { card: "Nvidia RTX 5080S", piece: "GNb-84-24" },
  { card: "Nvidia RTX 5090", piece: "GNb-170-32" },
  { card: "AMD Instinct MI210", piece: "GA2-104-64h" },
  { card: "AMD Instinct MI250", piece: "GA2-208-128h" },
  { card: "AMD Instinct MI250X", piece: "GA2-220-128h" },
  { card: "AMD Instinct MI300X", piece: "GA3-304-192h" },
  { card: "AMD Instinct MI325X", piece: "GA3-304-288h" },
  { card: "AMD Instinct MI350X", piece: "GA4-256-288h" },
  { card: "AMD Instinct MI355X", piece: "GA4-256h-288h" },
  { card: "AMD Radeon Pro W7900", piece: "GA3.1-96-48" },
  { card: "AMD Radeon AI Pro R9700", piece: "GA4.1-64-32" },
  { card: "AMD Radeon RX 7900 XTX", piece: "GA3.1-96-24" },
  { card: "Intel Max 1100", piece: "GI3-56-48h" },
  { card: "Intel Max 1550", piece: "GI3-128-128h" },
  { card: "Intel Arc Pro B50", piece: "GI4-128-16" },
  { card: "Intel Arc Pro B60", piece: "GI4-160-24" },
  { card: "Intel Arc Pro B65", piece: "GI4-160-32" },
  { card: "Intel Arc Pro B70", piece: "GI4-256-32" },
];
