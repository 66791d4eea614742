// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import type { CloudFacts, FlavorInput } from "../../../../lib/flavors/index.ts";
import { aggregatesByHost, hostsFor } from "../../../../lib/flavors/live/aggregate-match.ts";
import { aggregate } from "../../../../lib/flavors/live/samples.ts";
import { findingsOfRule } from "../one-rule.ts";

const cloud = (facts: Partial<CloudFacts>): { readonly cloud: CloudFacts } => ({ cloud: { cloud: "a", ...facts } });
const asks = (wishes: Readonly<Record<string, string>>): FlavorInput => ({
  extraSpecs: Object.fromEntries(
    Object.entries(wishes).map(([key, value]) => [`aggregate_instance_extra_specs:${key}`, value]),
  ),
});
const ceph = aggregate("ceph", { ceph: "true" }, ["a", "b"]);
const fast = aggregate("fast", { speed: "10" }, ["b", "c"]);
const up = (...hosts: string[]): CloudFacts["services"] => hosts.map((host) => ({ host, enabled: true, up: true }));

test("hosts pass by all their aggregates together", () => {
  const wish = (metadata: string, wanted: string) => ({ key: "", metadata, wanted });
  expect([...aggregatesByHost([ceph, fast])].map(([host, its]) => [host, its.map(({ name }) => name)])).toEqual([
    ["a", ["ceph"]],
    ["b", ["ceph", "fast"]],
    ["c", ["fast"]],
  ]);
  expect(hostsFor([ceph, fast], [wish("ceph", "true"), wish("speed", ">= 10")])).toEqual(["b"]);
  expect(hostsFor([ceph, fast], [wish("ceph", "true")])).toEqual(["a", "b"]);
  expect(hostsFor([ceph, fast], [])).toEqual(["a", "b", "c"]);
  // A value that breaks the filter lets nobody pass, though a later one would fit.
  expect(hostsFor([aggregate("x", { speed: "fast, 10" }, ["a"])], [wish("speed", ">= 10")])).toEqual([]);
  expect(hostsFor([aggregate("x", { speed: "10, fast" }, ["a"])], [wish("speed", ">= 10")])).toEqual(["a"]);
});

describe("FL703", () => {
  test("is silent without a demand, and says so when it cannot look", () => {
    expect(findingsOfRule("FL703", { extraSpecs: { "hw:cpu_policy": "shared", bare: "1" } }, cloud({}))).toEqual([]);
    expect(findingsOfRule("FL703", asks({ ceph: "true" }), cloud({}))).toMatchObject([
      { message: "not checked: cloud a did not tell its aggregates", notChecked: true },
    ]);
  });

  test("each key that nobody satisfies is one finding, and no word about all at once", () => {
    const input = asks({ ceph: "false", gpu: "1", speed: "10" });
    expect(
      findingsOfRule("FL703", input, cloud({ aggregates: [ceph, fast] })).map(({ message, seen, allowed }) => [
        message,
        seen,
        allowed,
      ]),
    ).toEqual([
      ["no aggregate has a matching value of ceph", "false", "true"],
      ["no aggregate has gpu", "gpu=1", "ceph, speed"],
    ]);
    expect(findingsOfRule("FL703", asks({ ceph: "true" }), cloud({ aggregates: [] }))).toMatchObject([
      { allowed: "nothing: no aggregate has metadata" },
    ]);
  });

  test("a key nearly right is named", () => {
    expect(findingsOfRule("FL703", asks({ cehp: "true" }), cloud({ aggregates: [ceph] }))).toMatchObject([
      { hint: 'did you mean "ceph"?' },
    ]);
  });

  test("an aggregate without hosts satisfies: its emptiness is FL704's", () => {
    const empty = aggregate("empty", { gpu: "1" }, []);
    const input = asks({ ceph: "true", gpu: "1" });
    expect(findingsOfRule("FL703", input, cloud({ aggregates: [ceph, empty] }))).toEqual([]);
    expect(findingsOfRule("FL704", input, cloud({ aggregates: [ceph, empty], services: [] }))).toMatchObject([
      { severity: "error", message: "the aggregates that match have no hosts in cloud a", seen: "empty" },
    ]);
  });
});

describe("FL704", () => {
  const faults = (facts: Partial<CloudFacts>, wishes = { ceph: "true" }): unknown[] =>
    findingsOfRule("FL704", asks(wishes), cloud(facts)).map(({ severity, message, seen }) => [severity, message, seen]);

  test("needs both lists", () => {
    expect(faults({ services: [] })).toEqual([["info", "not checked: cloud a did not tell its aggregates", undefined]]);
    expect(faults({ aggregates: [ceph] })).toEqual([
      ["info", "not checked: cloud a did not tell its compute services", undefined],
    ]);
  });

  test("one host in service is enough; down, disabled and unknown hosts are told apart", () => {
    expect(faults({ aggregates: [ceph], services: up("b") })).toEqual([]);
    const services = [{ host: "a", enabled: true, up: false }];
    expect(faults({ aggregates: [aggregate("x", { ceph: "true" }, ["a", "b"])], services })).toEqual([
      ["error", "no host that the flavor may run on is enabled and up in cloud a", "a is down, b has no nova-compute"],
    ]);
  });

  test("many hosts are cut short after five", () => {
    const hosts = ["1", "2", "3", "4", "5", "6"];
    const services = hosts.map((host) => ({ host, enabled: false, up: true }));
    expect(faults({ aggregates: [aggregate("x", { ceph: "true" }, hosts)], services })[0]).toContain(
      "1 is disabled, 2 is disabled, 3 is disabled, 4 is disabled, 5 is disabled and 1 more",
    );
  });

  test("spares are told by the names of aggregates, not by parts of words", () => {
    const spares = (name: string): unknown[] =>
      faults({ aggregates: [ceph, aggregate(name, {}, ["a", "b"])], services: up("a", "b") });
    for (const name of ["spare", "Maintenance", "eqiad-spares", "toobusy_hosts"])
      expect(spares(name)).toEqual([
        ["warning", "the flavor runs only on hosts that are kept as spares or for maintenance", "a, b"],
      ]);
    for (const name of ["transparent", "maintenances", "standard"]) expect(spares(name)).toEqual([]);
    // Only one of the two is a spare.
    expect(faults({ aggregates: [ceph, aggregate("spare", {}, ["a"])], services: up("a", "b") })).toEqual([]);
  });

  test("what matches nowhere is FL703's", () => {
    expect(faults({ aggregates: [fast], services: [] })).toEqual([]);
  });
});

describe("FL705", () => {
  const settings = { schedulerFilters: ["AggregateInstanceExtraSpecsFilter"] };
  const input = { extraSpecs: { storage: "ceph", "aggregate_instance_extra_specs:x": "1", "hw:pmu": "true" } };

  test("looks at keys without a prefix alone, and asks an aggregate with hosts", () => {
    const find = (aggregates: CloudFacts["aggregates"]): unknown[] =>
      findingsOfRule("FL705", input, { ...cloud({ aggregates }), settings }).map(({ field, severity }) => [
        field,
        severity,
      ]);
    expect(find([aggregate("x", { storage: "ceph" }, [])])).toEqual([["extra_specs.storage", "error"]]);
    expect(find([aggregate("x", { storage: "ceph" }, ["a"])])).toEqual([]);
    expect(find([aggregate("x", { storage: "local" }, ["a"])])).toEqual([["extra_specs.storage", "error"]]);
  });

  test("says so when it cannot look, but only where somebody asks", () => {
    expect(findingsOfRule("FL705", input, { ...cloud({}), settings })).toMatchObject([{ notChecked: true }]);
    expect(findingsOfRule("FL705", {}, { ...cloud({}), settings })).toEqual([]);
  });
});
