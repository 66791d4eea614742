// SPDX-License-Identifier: Apache-2.0
import { type AddressRange, holdsBlock, internetRanges, knownBlock, parseCidr } from "../../manifests/index.ts";

const parsedRanges = internetRanges.map(({ cidr, except }) => ({
  block: knownBlock(cidr),
  except: except.map(knownBlock),
}));

/** The internet without `closed`; what is no public address is no part of it anyway. */
export function internetWithout(closed: readonly string[]): AddressRange[] {
  const further = [...new Set(closed)].map((cidr) => ({ cidr, block: parseCidr(cidr) }));
  return internetRanges.map(({ cidr, except }, index) => {
    const range = parsedRanges[index];
    const own = further.filter(
      ({ block }) =>
        block !== undefined &&
        range !== undefined &&
        holdsBlock(range.block, block) &&
        !range.except.some((each) => holdsBlock(each, block)),
    );
    return { cidr, except: [...except, ...own.map((each) => each.cidr)] };
  });
}

/** The apiserver takes only what lies inside the block that it is an exception of. */
export function publicCidrFaults(what: string, cidr: string): string[] {
  const block = parseCidr(cidr);
  return block !== undefined &&
    parsedRanges.some((range) => holdsBlock(range.block, block) && range.block.prefix < block.prefix)
    ? []
    : [`${what} "${cidr}" is not a CIDR of public addresses: write it like 203.0.113.0/24 or 2001:db8::/32`];
}

export function cidrFaults(what: string, cidr: string): string[] {
  const block = parseCidr(cidr);
  if (block === undefined) return [`${what} "${cidr}" is not a CIDR: write it like 203.0.113.0/24 or fd00:1::/64`];
  return block.prefix === 0 ? [`${what} "${cidr}" is every address there is: write the networks that are meant`] : [];
}

export function portFaults(what: string, port: number): string[] {
  return Number.isInteger(port) && port >= 1 && port <= 65535
    ? []
    : [`${what} ${port} is not a port: write one of 1 to 65535`];
}
