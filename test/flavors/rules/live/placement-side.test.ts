// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Unresolved } from "../../../../lib/flavors/definition.ts";
import type { CloudFacts, Inventory } from "../../../../lib/flavors/index.ts";
import { hypervisor } from "../../../../lib/flavors/live/samples.ts";
import { findingsOfRule } from "../one-rule.ts";

const cloud = (facts: Partial<CloudFacts>): { readonly cloud: CloudFacts } => ({ cloud: { cloud: "a", ...facts } });
const all = ["FL706", "FL707", "FL708", "FL709"] as const;
const said = (input: Parameters<typeof findingsOfRule>[1], facts: Partial<CloudFacts>): unknown[] =>
  all.flatMap((id) => findingsOfRule(id, input, cloud(facts)).map(({ message }) => `${id} ${message}`));

const room = { VCPU: 8, MEMORY_MB: 65_536, DISK_GB: 500 };
const query = "resources=DISK_GB%3A20%2CMEMORY_MB%3A4096%2CVCPU%3A2&root_required=%21COMPUTE_STATUS_DISABLED";
const found = { candidates: { [query]: { count: 1 } } };
const none = { candidates: { [query]: { count: 0 } } };

describe("placement has the last word", () => {
  test("what it serves is not doubted by what we make of the inventories", () => {
    expect(said({}, { ...found, providers: [], traits: [], resourceClasses: [] })).toEqual([]);
  });

  test("what it does not serve is explained once", () => {
    expect(
      said({}, { ...none, providers: [hypervisor("x", room)], traits: [], resourceClasses: Object.keys(room) }),
    ).toEqual(["FL708 placement of cloud a finds no host"]);
    expect(said({}, { ...none, providers: [hypervisor("x", { ...room, VCPU: 1 })], traits: [] })).toEqual([
      "FL709 no host of cloud a has so many CPUs",
    ]);
    // Without inventories it is all that is known.
    expect(said({}, { ...none, traits: [] })).toEqual([
      "FL707 not checked: cloud a did not tell placement's providers and inventories",
      "FL708 placement of cloud a finds no host",
      "FL709 not checked: cloud a did not tell placement's providers and inventories",
    ]);
  });

  test("a refusal is handed on, with the request", () => {
    const answer = { status: 400, message: "no" };
    expect(findingsOfRule("FL708", {}, cloud({ candidates: { [query]: answer } }))).toEqual([
      {
        severity: "error",
        message: "placement of cloud a refuses the request: no",
        path: "0",
        field: "",
        seen: "resources=DISK_GB:20,MEMORY_MB:4096,VCPU:2&root_required=!COMPUTE_STATUS_DISABLED",
      },
    ]);
  });

  test("a request that was not asked is said to be open, once for all", () => {
    expect(findingsOfRule("FL708", [{ ram: 1 }, { ram: 2 }, {}], cloud(found))).toEqual([
      {
        subject: "a",
        severity: "info",
        message: "not checked: placement was not asked for 2 of the flavors",
        notChecked: true,
      },
    ]);
  });
});

test("a flavor that Nova never asks for, or whose request is not known, is left alone", () => {
  const facts = { candidates: {}, providers: [], traits: [], resourceClasses: [] };
  for (const input of [
    { ram: new Unresolved("x") },
    { ephemeral: new Unresolved("x") },
    { vcpus: 0 },
    { extraSpecs: { "hw:cpu_policy": new Unresolved("x") } },
    { extraSpecs: { "hw:cpu_policy": "Dedicated" } },
    { extraSpecs: { "hw:cpu_policy": "mixed" } },
    { extraSpecs: { "hw:tpm_version": "3" } },
  ])
    expect(said(input, facts)).toEqual([]);
});

describe("inventories", () => {
  const facts = (inventory: Partial<Inventory>): Partial<CloudFacts> => ({
    traits: [],
    candidates: {},
    providers: [
      {
        id: "x",
        name: "x",
        root: "x",
        traits: [],
        inventories: {
          ...hypervisor("x", room).inventories,
          VGPU: { total: 8, reserved: 0, minUnit: 1, maxUnit: 8, stepSize: 1, ratio: 1, ...inventory },
        },
      },
    ],
  });
  const asks = (amount: number): { readonly extraSpecs: Record<string, string> } => ({
    extraSpecs: { "resources:VGPU": String(amount) },
  });
  const fault = (amount: number, inventory: Partial<Inventory>): unknown =>
    findingsOfRule("FL707", asks(amount), cloud(facts(inventory))).map(({ seen, allowed }) => [seen, allowed])[0];

  test("smallest and largest unit, step, reserve and ratio count, each to the last", () => {
    expect(fault(8, {})).toBeUndefined();
    expect(fault(9, {})).toEqual(["9", "1 to 8"]);
    expect(fault(2, { minUnit: 2 })).toBeUndefined();
    expect(fault(1, { minUnit: 2 })).toEqual(["1", "2 to 8"]);
    expect(fault(5, { maxUnit: 4 })).toEqual(["5", "1 to 4"]);
    expect(fault(6, { stepSize: 3 })).toBeUndefined();
    expect(fault(4, { stepSize: 3 })).toEqual(["4", "1 to 8 in steps of 3"]);
    expect(fault(6, { reserved: 2 })).toBeUndefined();
    expect(fault(7, { reserved: 2 })).toEqual(["7", "1 to 6"]);
    expect(fault(8, { ratio: 0.5, total: 16 })).toBeUndefined();
    expect(fault(8, { ratio: 0.5, total: 15 })).toEqual(["8", "1 to 7"]);
    // More than there is of it is never given to one, whatever the ratio.
    expect(fault(9, { ratio: 4 })).toEqual(["9", "1 to 8"]);
  });

  test("a class of a suffixed group must be on one provider; without a suffix the tree counts", () => {
    const host = hypervisor("x", room);
    const card = { ...hypervisor("x-gpu", { VGPU: 1 }, ["CUSTOM_FAST"]), root: "x" };
    const spec = { extraSpecs: { "resources1:VGPU": "1", "trait1:CUSTOM_FAST": "required" } };
    const known = { candidates: {}, traits: ["CUSTOM_FAST"] };
    const without = (messages: unknown[]): unknown[] =>
      messages.filter((each) => !String(each).includes("not checked"));
    expect(without(said(spec, { ...known, providers: [host, card] }))).toEqual([]);
    const apart = { ...hypervisor("x", { ...room, VGPU: 1 }), traits: [] };
    expect(without(said(spec, { ...known, providers: [apart] }))).toEqual([
      "FL706 no host of cloud a has these traits",
    ]);
    expect(without(said(asks(1), { ...known, providers: [host, card] }))).toEqual([]);
    // Disk from a provider beside the hosts: the hosts alone prove nothing.
    const shared = hypervisor("nfs", { DISK_GB: 9000 });
    const diskless = hypervisor("x", { VCPU: 8, MEMORY_MB: 65_536 });
    expect(without(said({}, { ...known, providers: [diskless, shared] }))).toEqual([]);
    expect(
      without(said({}, { ...known, providers: [diskless, hypervisor("y", { VCPU: 1, MEMORY_MB: 1, DISK_GB: 99 })] })),
    ).toEqual(["FL709 no host of cloud a has all of it"]);
  });

  test("providers that could not be read leave it open", () => {
    const unread = { id: "x", name: "x", root: "x" };
    expect(said(asks(1), { traits: [], candidates: {}, providers: [unread] })).toEqual([
      "FL708 not checked: placement was not asked for 1 of the flavors",
    ]);
  });
});

describe("traits", () => {
  const spec = (value: string): { readonly extraSpecs: Record<string, string> } => ({
    extraSpecs: { "trait:CUSTOM_X": value },
  });
  const hosts = (...traits: string[][]): Partial<CloudFacts> => ({
    ...none,
    traits: ["CUSTOM_X"],
    providers: traits.map((its, index) => hypervisor(`h${index}`, room, its)),
  });
  const faults = (value: string, facts: Partial<CloudFacts>): unknown[] =>
    findingsOfRule("FL706", spec(value), cloud(facts)).map(({ seen }) => seen);

  test("one host that has it, or has it not, is enough", () => {
    expect(faults("required", hosts([], ["CUSTOM_X"]))).toEqual([]);
    expect(faults("required", hosts([], []))).toEqual(["CUSTOM_X"]);
    expect(faults("forbidden", hosts(["CUSTOM_X"], []))).toEqual([]);
    expect(faults("forbidden", hosts(["CUSTOM_X"], ["CUSTOM_X"]))).toEqual(["not CUSTOM_X"]);
    // Nova drops any other word.
    expect(faults("Required", hosts([]))).toEqual([]);
  });

  test("several unknown ones are one finding", () => {
    const input = { extraSpecs: { "trait:CUSTOM_A": "required", "trait:CUSTOM_B": "forbidden" } };
    expect(findingsOfRule("FL706", input, cloud({ traits: [], providers: [hypervisor("x", room)] }))).toMatchObject([
      {
        seen: "CUSTOM_A, CUSTOM_B",
        field: "extra_specs.trait:CUSTOM_A",
        hint: "make the trait and give it to a provider, or drop it",
      },
    ]);
  });
});
