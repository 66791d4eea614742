// SPDX-License-Identifier: Apache-2.0
import { type Block, contains, type Event, type Finding, formatBlock, overlap, parseBlock } from "../model/index.ts";
import type { EventLock } from "./plan.ts";

export interface AssignedNetworks {
  /** team id → CIDR, for teams with VMs, and for what the lock still holds of others. */
  readonly networks: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
}

/**
 * A CIDR for each team that has VMs. The lock comes first: a team in it never moves. Then what the file says; then a block
 * of the supernet chosen by the team's id, and the next free one when that is taken: so the order of the file does not
 * matter, and without a lock a new team moves another only when both want the same block. A team that left the file keeps its
 * block until no other is free.
 */
export function assignNetworks(event: Event, lock?: Pick<EventLock, "networks">): AssignedNetworks {
  const findings: Finding[] = [];
  const supernet = parseBlock(event.network.supernet);
  if (!supernet) throw new RangeError(`not a network: ${event.network.supernet}`);
  const taken = new Map<string, Block>();
  const teams = event.teams.filter((team) => team.vms.length > 0);
  const present = new Set(event.teams.map((team) => team.id));
  const gone = new Map<string, Block>();

  for (const [id, cidr] of Object.entries(lock?.networks ?? {})) {
    const block = parseBlock(cidr);
    if (block) (present.has(id) ? taken : gone).set(id, block);
  }
  for (const { id, network } of teams) {
    const held = taken.get(id);
    if (network.cidr === undefined) {
      if (held && !contains(supernet, held)) {
        findings.push({
          code: "BV247",
          severity: "warning",
          message: `${id} keeps its network, which is outside the supernet of the event`,
          path: `teams.${id}`,
          team: id,
          seen: formatBlock(held),
          allowed: `a block of ${event.network.supernet}`,
          hint: "destroy the team and remove its line from the lock file to move it",
        });
      }
      continue;
    }
    const wanted = parseBlock(network.cidr);
    if (!wanted) throw new RangeError(`not a network: ${network.cidr}`);
    if (held && formatBlock(held) !== network.cidr) {
      findings.push({
        code: "BV245",
        severity: "error",
        message: `${id} has the network ${formatBlock(held)} already, and a network cannot be moved under its VMs`,
        path: `teams.${id}.network.cidr`,
        team: id,
        seen: network.cidr,
        allowed: formatBlock(held),
        hint: "destroy the team and remove its line from the lock file to move it",
      });
      continue;
    }
    for (const [other, block] of taken) {
      if (other !== id && overlap(block, wanted)) {
        // Two CIDRs of the file that overlap are reported with the file.
        if (lock?.networks[other] === undefined) continue;
        findings.push({
          code: "BV242",
          severity: "error",
          message: `the network of ${id} overlaps the one that ${other} has already`,
          path: `teams.${id}.network.cidr`,
          team: id,
          seen: network.cidr,
          allowed: `a block apart from ${formatBlock(block)}`,
          hint: "leave cidr out and one is assigned",
        });
      }
    }
    taken.set(id, wanted);
  }

  const size = 2 ** (32 - event.network.prefix);
  const slots = supernet.size / size;
  const waiting = teams
    .filter(({ id }) => !taken.has(id))
    .map(({ id }) => ({ id, wish: hash(id) }))
    .toSorted((a, b) => a.wish - b.wish || (a.id < b.id ? -1 : 1));
  const free = (withGone: boolean): Free =>
    new Free(supernet.first, size, slots, [...taken.values(), ...(withGone ? gone.values() : [])]);
  let found = free(true);
  const homeless: string[] = [];
  for (const { id, wish } of waiting) {
    let slot = found.next(wish % slots);
    if (slot === undefined && gone.size > 0) {
      gone.clear();
      found = free(false);
      slot = found.next(wish % slots);
    }
    if (slot === undefined) homeless.push(id);
    else taken.set(id, { first: supernet.first + slot * size, size, prefix: event.network.prefix });
  }
  if (homeless.length > 0) {
    const needed = Math.max(0, event.network.prefix - Math.ceil(Math.log2(teams.length)));
    findings.push({
      code: "BV244",
      severity: "error",
      message: `the supernet has no room for ${homeless.length} of ${teams.length} teams with VMs: ${homeless.toSorted().slice(0, 5).join(", ")}${homeless.length > 5 ? ", …" : ""}`,
      path: "network.supernet",
      seen: `${event.network.supernet} holds ${Math.floor(slots)} networks of /${event.network.prefix}`,
      allowed: `a supernet of /${needed} or wider, or a longer network.prefix`,
    });
  }
  const all = [...taken, ...gone].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { networks: Object.fromEntries(all.map(([id, block]) => [id, formatBlock(block)])), findings };
}

/** Slots of the supernet that overlap nothing; `next` takes the first free one from a wish on, around the end. */
class Free {
  readonly #used = new Set<number>();
  readonly #slots: number;

  constructor(first: number, size: number, slots: number, taken: readonly Block[]) {
    this.#slots = slots;
    for (const block of taken) {
      const from = Math.max(0, Math.floor((block.first - first) / size));
      const to = Math.min(slots - 1, Math.floor((block.first + block.size - 1 - first) / size));
      for (let slot = from; slot <= to; slot++) this.#used.add(slot);
    }
  }

  next(wish: number): number | undefined {
    for (let step = 0; step < this.#slots; step++) {
      const slot = (wish + step) % this.#slots;
      if (this.#used.has(slot)) continue;
      this.#used.add(slot);
      return slot;
    }
    return undefined;
  }
}

/** FNV-1a, 32 bits, with the avalanche of MurmurHash3 behind it: short ids must not be neighbours. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
