// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contains, overlap, parseBlock } from "../../lib/model/index.ts";
import { assignNetworks } from "../../lib/planning/index.ts";
import { eventOf, teamOf } from "./samples.ts";

const id = fc.stringMatching(/^[a-z0-9]{1,6}$/).filter((text) => !Object.hasOwn(Object.prototype, text));
const ids = (max: number): fc.Arbitrary<string[]> => fc.uniqueArray(id, { maxLength: max });

function assign(names: readonly string[], lock?: Readonly<Record<string, string>>, network = {}) {
  return assignNetworks(
    eventOf(
      names.map((name) => teamOf(name)),
      network,
    ),
    lock && { networks: lock },
  );
}

describe("networks", () => {
  test("never overlap, lie in the supernet and have the event's prefix", () => {
    fc.assert(
      fc.property(ids(40), (names) => {
        const { networks, findings } = assign(names, undefined, { supernet: "10.64.0.0/18" });
        expect(findings).toEqual([]);
        const blocks = names.map((name) => parseBlock(networks[name]!)!);
        const supernet = parseBlock("10.64.0.0/18")!;
        for (const [index, block] of blocks.entries()) {
          expect(block.prefix).toBe(24);
          expect(contains(supernet, block)).toBe(true);
          expect(blocks.slice(index + 1).some((other) => overlap(block, other))).toBe(false);
        }
      }),
    );
  });

  test("do not depend on the order of the file", () => {
    fc.assert(
      fc.property(ids(30), fc.infiniteStream(fc.nat()), (names, random) => {
        const weights = new Map(names.map((name) => [name, random.next().value as number]));
        const shuffled = names.toSorted((a, b) => weights.get(a)! - weights.get(b)!);
        expect(assign(shuffled)).toEqual(assign(names));
      }),
    );
  });

  test("with the lock nobody moves, whoever comes or goes", () => {
    fc.assert(
      fc.property(ids(30), ids(10), fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (names, added, stays) => {
        const lock = assign(names, undefined, { supernet: "10.64.0.0/18" }).networks;
        const kept = names.filter((_, index) => stays[index]);
        const next = [...added.filter((name) => !names.includes(name)), ...kept];
        const { networks, findings } = assign(next, lock, { supernet: "10.64.0.0/18" });
        expect(findings).toEqual([]);
        for (const name of kept) expect(networks[name]).toBe(lock[name]);
      }),
    );
  });

  test("of 40 teams without a lock, one more moves at most one", () => {
    const names = Array.from({ length: 40 }, (_, index) => `team-${index}`);
    const before = assign(names).networks;
    const after = assign([...names, "late"]).networks;
    expect(names.filter((name) => before[name] !== after[name]).length).toBeLessThanOrEqual(1);
  });

  test("a full supernet is used to its last block, then says what is missing", () => {
    const names = Array.from({ length: 16 }, (_, index) => `t${index}`);
    const small = { supernet: "10.0.0.0/20" };
    expect(new Set(Object.values(assign(names, undefined, small).networks)).size).toBe(16);
    expect(assign([...names, "u", "v"], undefined, small).findings).toEqual([
      expect.objectContaining({
        code: "BV244",
        path: "network.supernet",
        seen: "10.0.0.0/20 holds 16 networks of /24",
        allowed: "a supernet of /19 or wider, or a longer network.prefix",
      }),
    ]);
  });

  test("a team that left keeps its block until no other is free", () => {
    const two = { supernet: "10.0.0.0/23" };
    const lock = { gone: "10.0.0.0/24" };
    expect(assign(["a"], lock, two).networks).toEqual({ a: "10.0.1.0/24", gone: "10.0.0.0/24" });
    expect(Object.keys(assign(["a", "b"], lock, two).networks)).toEqual(["a", "b"]);
  });

  test("a CIDR of the file is taken, others go around it, also when it is of another size", () => {
    const event = eventOf(
      [
        teamOf("a", { network: { cidr: "10.0.0.0/22", dnsServers: [] } }),
        ...["b", "c", "d", "e"].map((name) => teamOf(name)),
      ],
      { supernet: "10.0.0.0/21" },
    );
    const { networks, findings } = assignNetworks(event);
    expect(findings).toEqual([]);
    expect(networks["a"]).toBe("10.0.0.0/22");
    expect(["b", "c", "d", "e"].map((name) => networks[name] ?? "").toSorted()).toEqual([
      "10.0.4.0/24",
      "10.0.5.0/24",
      "10.0.6.0/24",
      "10.0.7.0/24",
    ]);
  });

  test("a CIDR of the file against the lock is an error, and so is one that another team holds", () => {
    const event = eventOf([teamOf("a", { network: { cidr: "10.64.9.0/24", dnsServers: [] } })]);
    expect(assignNetworks(event, { networks: { a: "10.64.1.0/24" } })).toEqual({
      networks: { a: "10.64.1.0/24" },
      findings: [
        expect.objectContaining({ code: "BV245", severity: "error", seen: "10.64.9.0/24", allowed: "10.64.1.0/24" }),
      ],
    });
    const both = eventOf([teamOf("a", { network: { cidr: "10.64.9.0/24", dnsServers: [] } }), teamOf("b")]);
    expect(assignNetworks(both, { networks: { b: "10.64.9.0/24" } }).findings).toEqual([
      expect.objectContaining({ code: "BV242", team: "a" }),
    ]);
  });

  test("a lock outside the supernet stays, with a warning", () => {
    expect(assign(["a"], { a: "192.168.0.0/24" })).toEqual({
      networks: { a: "192.168.0.0/24" },
      findings: [expect.objectContaining({ code: "BV247", severity: "warning" })],
    });
  });

  test("teams without VMs get none", () => {
    expect(assignNetworks(eventOf([teamOf("a", { vms: [] })])).networks).toEqual({});
  });
});
