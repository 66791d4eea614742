// SPDX-License-Identifier: Apache-2.0

/** An IPv4 block. `first` and `size` as numbers, so that blocks compare and divide. */
export interface Block {
  readonly first: number;
  readonly size: number;
  readonly prefix: number;
}

/** `10.64.0.0/24`; undefined when it is not an IPv4 CIDR in its usual form. The address may have host bits. */
export function parseAddress(text: string): { readonly address: number; readonly prefix: number } | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const parts = match.slice(1);
  // 010 is 8 to some readers and 10 to others.
  if (parts.some((part) => part.length > 1 && part.startsWith("0"))) return undefined;
  const [a, b, c, d, prefix] = parts.map(Number) as [number, number, number, number, number];
  if (Math.max(a, b, c, d) > 255 || prefix > 32) return undefined;
  return { address: ((a * 256 + b) * 256 + c) * 256 + d, prefix };
}

/** The block that the address lies in. */
export function blockOf(address: number, prefix: number): Block {
  const size = 2 ** (32 - prefix);
  return { first: Math.floor(address / size) * size, size, prefix };
}

/** A CIDR whose address is the network's own; undefined otherwise. */
export function parseBlock(text: string): Block | undefined {
  const parsed = parseAddress(text);
  if (!parsed) return undefined;
  const block = blockOf(parsed.address, parsed.prefix);
  return block.first === parsed.address ? block : undefined;
}

export function formatBlock({ first, prefix }: Pick<Block, "first" | "prefix">): string {
  return `${[2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(first / unit) % 256).join(".")}/${prefix}`;
}

export function overlap(a: Block, b: Block): boolean {
  return a.first < b.first + b.size && b.first < a.first + a.size;
}

export function contains(outer: Block, inner: Block): boolean {
  return inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size;
}

/** 4 or 6 for an IP address without prefix or zone. */
export function addressFamily(text: string): 4 | 6 | undefined {
  if (parseAddress(`${text}/32`)) return 4;
  // The parser of URLs knows every form of IPv6; node:net is not for this floor.
  return /^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(text) && URL.canParse(`http://[${text}]/`) ? 6 : undefined;
}
