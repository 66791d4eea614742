// SPDX-License-Identifier: Apache-2.0

/** Sizes that most flavors have, MiB: powers of two and one and a half times them, from 512 MiB to 12 TiB. */
const usual: readonly number[] = Array.from({ length: 15 }, (_, power) => [512 * 2 ** power, 768 * 2 ** power]).flat();

/** MiB of RAM per vCPU from which KiB were written: 1 TiB. */
const mostPerVcpu = 1_048_576;

/** Why a RAM size is hard to believe, and what it probably should be, in MiB. */
export interface RamDoubt {
  readonly reason: "GiB" | "KiB" | "thousands" | "slip";
  readonly likely: number;
}

/**
 * Doubts about a size of RAM in MiB.
 * @param vcpus undefined when not known
 * @param least the smallest size that is believed
 */
export function doubtRam(ram: number, vcpus: number | undefined, least: number): RamDoubt | undefined {
  if (ram < least) return { reason: "GiB", likely: ram * 1024 };
  if (vcpus !== undefined && ram / vcpus >= mostPerVcpu) return { reason: "KiB", likely: Math.round(ram / 1024) };
  // 128000 is 125 GiB exactly: some clouds sell that.
  if (isDecimal(ram)) return { reason: "thousands", likely: Math.round((ram * 1024) / 1000) };
  const slip = ram % 128 === 0 ? undefined : slipOf(ram);
  return slip === undefined ? undefined : { reason: "slip", likely: slip };
}

/** 1500, 8000, 64000: thousands where 1024 was meant, below ten thousand halves of them too. */
function isDecimal(ram: number): boolean {
  return ram % 1024 !== 0 && ram % (ram < 10_000 ? 500 : 1000) === 0;
}

/** The usual size that one other digit, or two neighbours the other way round, make of this one; then the nearest of them. */
function slipOf(ram: number): number | undefined {
  const digits = String(ram);
  const near = usual.some((size) => isSlip(String(size), digits));
  return near ? usual.reduce((best, size) => (Math.abs(size - ram) < Math.abs(best - ram) ? size : best)) : undefined;
}

function isSlip(meant: string, written: string): boolean {
  if (meant.length !== written.length) return false;
  const wrong = Array.from(meant, (digit, index) => (digit === written[index] ? [] : [index])).flat();
  const [first = 0, second] = wrong;
  if (second === undefined) return wrong.length === 1;
  const swapped = meant[first] === written[second] && meant[second] === written[first];
  return wrong.length === 2 && second === first + 1 && swapped;
}
