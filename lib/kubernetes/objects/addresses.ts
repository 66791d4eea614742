// SPDX-License-Identifier: Apache-2.0
import { type AddressBlock, holdsBlock, parseCidr } from "../../manifests/index.ts";

/** A range and what is taken out of it, as NetworkPolicies have it. */
export interface AddressRange {
  readonly cidr: string;
  readonly except: readonly string[];
}

/**
 * What is the internet, and what in it is not: private, carrier, loopback, link-local (with the clouds' 169.254.169.254), multicast and
 * reserved ranges. In IPv6 only global addresses are allowed at all, without those that wrap an IPv4 address: fd00:ec2::254 is not among them.
 */
export const internetRanges: readonly AddressRange[] = [
  {
    cidr: "0.0.0.0/0",
    except: [
      "0.0.0.0/8",
      "10.0.0.0/8",
      "100.64.0.0/10",
      "127.0.0.0/8",
      "169.254.0.0/16",
      "172.16.0.0/12",
      "192.168.0.0/16",
      "224.0.0.0/3",
    ],
  },
  { cidr: "2000::/3", except: ["2002::/16"] },
];

/** All that is not the internet, of both families. */
export const closedRanges: readonly string[] = [
  ...internetRanges.flatMap(({ except }) => except),
  "::/3",
  "4000::/2",
  "8000::/1",
];

const parsedRanges = internetRanges.map(({ cidr, except }) => ({
  block: parsed(cidr),
  except: except.map(parsed),
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

function parsed(cidr: string): AddressBlock {
  const block = parseCidr(cidr);
  if (block === undefined) throw new Error(`${cidr} is not a CIDR`);
  return block;
}
