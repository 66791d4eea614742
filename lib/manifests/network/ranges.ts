// SPDX-License-Identifier: Apache-2.0
import { type AddressBlock, parseCidr } from "./address.ts";

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

/** A CIDR of ours, which is known to be one. */
export function knownBlock(cidr: string): AddressBlock {
  const block = parseCidr(cidr);
  if (block === undefined) throw new Error(`${cidr} is not a CIDR`);
  return block;
}
