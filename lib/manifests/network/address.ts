// SPDX-License-Identifier: Apache-2.0

/** An IP address as a number of its family. */
export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/** All addresses from `first` to `last`. */
export interface AddressBlock {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
  readonly prefix: number;
}

const bits = { 4: 32, 6: 128 } as const;

/** `10.0.0.1` or `fd00:ec2::254`; undefined for anything else. Numbers with leading zeros are octal to some readers: refused. */
export function parseIp(text: string): Address | undefined {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

/** `10.0.0.0/8`; host bits are allowed and do not count, as the apiserver takes them. */
export function parseCidr(text: string): AddressBlock | undefined {
  const match = /^([0-9a-fA-F:.]{2,45})\/(0|[1-9][0-9]{0,2})$/.exec(text);
  const address = match?.[1] === undefined ? undefined : parseIp(match[1]);
  const prefix = Number(match?.[2]);
  if (address === undefined || prefix > bits[address.family]) return undefined;
  const rest = BigInt(bits[address.family] - prefix);
  const first = (address.value >> rest) << rest;
  return { family: address.family, first, last: first + (1n << rest) - 1n, prefix };
}

export function holds(block: AddressBlock, address: Address): boolean {
  return block.family === address.family && block.first <= address.value && address.value <= block.last;
}

/** Every address of `inner` is in `outer`. */
export function holdsBlock(outer: AddressBlock, inner: AddressBlock): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

export function blocksOverlap(a: AddressBlock, b: AddressBlock): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

function parseIpv4(text: string): Address | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^(0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256n + BigInt(part);
  }
  return { family: 4, value };
}

function parseIpv6(text: string): Address | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(groups);
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = tail === undefined ? head : [...head, ...Array<number>(missing).fill(0), ...tail];
  return { family: 6, value: all.reduce((sum, group) => sum * 65536n + BigInt(group), 0n) };
}

/** Groups of one side of `::`; an IPv4 address may stand at the end. */
function groups(text: string): number[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const found: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.includes(".") && index === parts.length - 1) {
      const ipv4 = parseIpv4(part)?.value;
      if (ipv4 === undefined) return undefined;
      found.push(Number(ipv4 >> 16n), Number(ipv4 & 65535n));
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) found.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return found;
}
