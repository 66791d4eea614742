// SPDX-License-Identifier: Apache-2.0
import {
  addressFamily,
  type Block,
  blockOf,
  contains,
  formatBlock,
  overlap,
  parseAddress,
  parseBlock,
} from "./cidr.ts";
import type { Path } from "./document.ts";
import type { Report } from "./report.ts";
import type { Draft, TeamDraft } from "./draft.ts";

export type TeamsOf = readonly { readonly id: string; readonly team: TeamDraft }[];

/** CIDRs and name servers: form, place in the supernet, overlaps of those that are written. Planning assigns the others. */
export function reportAddresses(
  network: { readonly supernet: string; readonly prefix: number },
  teams: TeamsOf,
  draft: Draft,
  report: Report,
): void {
  const supernet = readBlock(network.supernet, ["network", "supernet"], report);
  if (supernet && supernet.prefix > network.prefix) {
    report.add({
      code: "BV244",
      message: "the supernet is smaller than the network of one team",
      path: ["network", draft.network?.prefix === undefined ? "supernet" : "prefix"],
      seen: `/${supernet.prefix} for networks of /${network.prefix}`,
      allowed: `prefix of at least ${supernet.prefix}`,
    });
  }
  for (const [where, servers] of [
    [["network", "dnsServers"], draft.network?.dnsServers],
    [["defaults", "network", "dnsServers"], draft.defaults?.network?.dnsServers],
    ...teams.map(({ id, team }) => [["teams", id, "network", "dnsServers"], team.network?.dnsServers] as const),
  ] as const) {
    for (const [index, server] of (servers ?? []).entries()) {
      if (addressFamily(server) === undefined)
        report.add({
          code: "BV246",
          message: "a name server must be an IP address",
          path: [...where, index],
          seen: server,
          allowed: "an address such as 192.0.2.53",
        });
    }
  }
  if (draft.defaults?.network?.cidr !== undefined) {
    report.add({
      code: "BV242",
      message: "a CIDR in the defaults would be given to every team",
      path: ["defaults", "network", "cidr"],
      key: true,
      seen: draft.defaults.network.cidr,
      hint: "remove it, or set network.supernet of the event",
    });
  }
  const taken: { readonly id: string; readonly block: Block; readonly path: Path }[] = [];
  for (const { id, team } of teams) {
    const text = team.network?.cidr;
    if (text === undefined) continue;
    const path = ["teams", id, "network", "cidr"];
    const block = readBlock(text, path, report);
    if (!block) continue;
    if (supernet && !contains(supernet, block)) {
      report.add({
        code: "BV243",
        message: `the network of ${id} is outside the event's supernet`,
        path,
        seen: text,
        allowed: `a block of ${network.supernet}`,
        hint: "widen network.supernet or move the team",
      });
    }
    if (block.prefix > 29)
      report.add({
        code: "BV244",
        message: `the network of ${id} has no room for a gateway, DHCP and VMs`,
        path,
        seen: text,
        allowed: "a prefix of at most 29",
      });
    for (const other of taken) {
      if (overlap(other.block, block)) {
        report.add({
          code: "BV242",
          message: `the networks of ${other.id}${report.where(other.path)} and ${id} overlap`,
          path,
          seen: `${formatBlock(other.block)}, ${text}`,
          hint: "leave cidr out and one is assigned",
        });
      }
    }
    taken.push({ id, block, path });
  }
}

function readBlock(text: string, path: Path, report: Report): Block | undefined {
  const block = parseBlock(text);
  if (block) return block;
  const parsed = parseAddress(text);
  if (!parsed) {
    report.add({
      code: "BV240",
      message: "not an IPv4 CIDR",
      path,
      seen: text,
      allowed: "a network such as 10.64.0.0/14",
    });
    return undefined;
  }
  const right = formatBlock(blockOf(parsed.address, parsed.prefix));
  report.add({
    code: "BV241",
    message: "not the address of a network",
    path,
    seen: text,
    allowed: right,
    hint: `did you mean ${JSON.stringify(right)}?`,
  });
  return undefined;
}
