// SPDX-License-Identifier: Apache-2.0

/** Sockets, cores of each, threads of each core. */
export interface GuestCpus {
  readonly sockets: number;
  readonly cores: number;
  readonly threads: number;
}

export const guestParts = ["sockets", "cores", "threads"] as const;
export type GuestPart = (typeof guestParts)[number];

/** Without a limit Nova allows this many of each (nova/virt/hardware.py get_cpu_topology_constraints). */
const noLimit = 65_536;

/**
 * True when some sockets × cores × threads make exactly `vcpus` within the limits and with the parts that are fixed.
 * @param limits 0 or absent: no limit of the flavor
 * @param fixed parts that must have exactly this number; 0 or absent: free
 */
export function fits(vcpus: number, limits: Partial<GuestCpus>, fixed: Partial<GuestCpus> = {}): boolean {
  const divisors = divisorsOf(vcpus);
  // 0 or absent: free, as Nova takes it. A negative limit leaves nothing.
  const choices = guestParts.map((part) =>
    divisors.filter((count) => count <= (limits[part] || noLimit) && count === (fixed[part] || count)),
  );
  // The shortest lists are tried against each other; what they leave must be in the longest.
  const [short, middle, long] = choices.toSorted((a, b) => a.length - b.length) as [number[], number[], number[]];
  const last = new Set(long);
  return short.some((one) => middle.some((other) => last.has(vcpus / one / other)));
}

/** Divisors of a whole number ≥ 1. */
function divisorsOf(of: number): number[] {
  const divisors: number[] = [];
  for (let each = 1; each * each <= of; each++) {
    if (of % each !== 0) continue;
    divisors.push(each);
    if (each * each !== of) divisors.push(of / each);
  }
  return divisors;
}
