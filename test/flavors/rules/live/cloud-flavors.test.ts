// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Unresolved } from "../../../../lib/flavors/definition.ts";
import type { CloudFacts } from "../../../../lib/flavors/index.ts";
import { cloudFlavor } from "../../../../lib/flavors/live/samples.ts";
import { findingsOfRule } from "../one-rule.ts";

const cloud = (facts: Partial<CloudFacts>): { readonly cloud: CloudFacts } => ({ cloud: { cloud: "a", ...facts } });
const said = (...args: Parameters<typeof findingsOfRule>): unknown[] =>
  findingsOfRule(...args).map(({ message }) => message);

test("a part that the cloud did not tell is said once, with the reason, and passes nothing", () => {
  const refused = { flavors: "403", servers: "policy" };
  for (const [id, part, words] of [
    ["FL701", "flavors", "its flavors"],
    ["FL702", "flavors", "its flavors"],
    ["FL715", "servers", "its servers"],
  ] as const)
    expect(findingsOfRule(id, [{}, {}], cloud({ refused }))).toEqual([
      {
        subject: "a",
        severity: "info",
        message: `not checked: cloud a did not tell ${words}`,
        seen: refused[part],
        hint: "ask with a reader's or administrator's login",
        notChecked: true,
      },
    ]);
});

describe("FL701", () => {
  test("every size, with its unit", () => {
    const findings = findingsOfRule(
      "FL701",
      { vcpus: 3, ram: 1, disk: 2, ephemeral: 4, swap: 5 },
      cloud({ flavors: [cloudFlavor()] }),
    );
    expect(findings.map(({ severity, field, seen, allowed }) => [severity, field, seen, allowed])).toEqual([
      ["error", "disk", "2 GiB", "20 GiB, as the cloud has it"],
      ["error", "ephemeral", "4 GiB", "0 GiB, as the cloud has it"],
      ["error", "ram", "1 MiB", "4096 MiB, as the cloud has it"],
      ["error", "swap", "5 MiB", "0 MiB, as the cloud has it"],
      ["error", "vcpus", "3", "2, as the cloud has it"],
    ]);
  });

  test("what is unknown or left open drifts nowhere", () => {
    const open = { ram: new Unresolved("var.ram"), disabled: new Unresolved("x"), id: new Unresolved("y") };
    expect(said("FL701", open, cloud({ flavors: [cloudFlavor({ disabled: true, isPublic: false })] }))).toEqual([]);
    expect(said("FL701", { id: "auto" }, cloud({ flavors: [cloudFlavor()] }))).toEqual([]);
    expect(said("FL701", { name: "other", ram: 1 }, cloud({ flavors: [cloudFlavor()] }))).toEqual([]);
  });

  test("id, visibility and the disabled flag are warnings, both ways", () => {
    const there = cloudFlavor({ id: "7", isPublic: false, disabled: false });
    const input = { id: 8, public: true, disabled: true };
    expect(
      findingsOfRule("FL701", input, cloud({ flavors: [there] })).map(({ severity, message, seen, allowed }) => [
        severity,
        message,
        seen,
        allowed,
      ]),
    ).toEqual([
      ["warning", "another id in cloud a", "8", "7"],
      ["warning", "not disabled in cloud a", "disabled", "in use"],
      ["warning", "private in cloud a", "public", "private"],
    ]);
    expect(said("FL701", { id: 7, public: false }, cloud({ flavors: [there] }))).toEqual([]);
    expect(said("FL701", { public: false }, cloud({ flavors: [cloudFlavor()] }))).toEqual(["public in cloud a"]);
  });

  test("an extra spec with another value; hidden ones are not compared", () => {
    const input = { extraSpecs: { "hw:cpu_policy": "shared" } };
    const there = cloudFlavor({ extraSpecs: { "hw:cpu_policy": "dedicated" } });
    expect(findingsOfRule("FL701", input, cloud({ flavors: [there] }))).toMatchObject([
      { message: "hw:cpu_policy is another in cloud a", seen: "shared", allowed: "dedicated, as the cloud has it" },
    ]);
    const hidden = cloud({ flavors: [cloudFlavor({ extraSpecs: undefined })] });
    expect(findingsOfRule("FL701", input, hidden)).toMatchObject([
      { severity: "info", message: "not checked: cloud a does not show the extra specs", notChecked: true },
    ]);
    expect(said("FL701", {}, hidden)).toEqual([]);
  });
});

describe("FL702", () => {
  test("a login that sees no private flavors concludes nothing about them", () => {
    const seen = cloud({ flavors: [], publicFlavorsOnly: true });
    expect(findingsOfRule("FL702", { existing: true, public: false }, seen)).toMatchObject([
      { severity: "info", message: "not checked: the login of cloud a sees no private flavors", notChecked: true },
    ]);
    expect(said("FL702", { existing: true }, seen)).toEqual([
      "not checked: the login of cloud a sees no private flavors",
    ]);
    expect(said("FL702", { existing: true, public: true }, seen)).toEqual(["not in cloud a"]);
  });

  test("a name that only a run knows may be any of the cloud's", () => {
    const there = cloud({ flavors: [cloudFlavor({ name: "x", isPublic: false })] });
    expect(said("FL702", { name: new Unresolved("var.name") }, there)).toEqual([]);
    expect(findingsOfRule("FL702", [{}, {}], there)).toMatchObject([
      { subject: "x", seen: "private, id 5f1e4e0c-0000-4000-8000-000000000001" },
    ]);
  });
});

describe("FL715", () => {
  const server = (name: string, more: object): NonNullable<CloudFacts["servers"]>[number] => ({
    id: name,
    name,
    flavor: cloudFlavor(more),
  });

  test("servers that differ alike are one finding; of many, three are named", () => {
    const servers = ["a", "b", "c", "d"].map((name) => server(name, { ram: 2048, extraSpecs: { "hw:pmu": "true" } }));
    const input = { extraSpecs: { "hw:cpu_policy": "shared" } };
    expect(findingsOfRule("FL715", input, cloud({ servers }))).toMatchObject([
      {
        severity: "warning",
        message: "cloud a has 4 servers with an older copy of the flavor",
        seen: "ram 2048, no hw:cpu_policy, hw:pmu true in a, b, c and 1 more",
      },
    ]);
  });

  test("a flavor that is in no file is compared with the cloud's; without the cloud's list nothing is gone", () => {
    const servers = [server("a", { disk: 10, extraSpecs: { "hw:pmu": "no" } })];
    const there = cloudFlavor({ extraSpecs: { "hw:pmu": "yes" } });
    expect(findingsOfRule("FL715", [], cloud({ servers, flavors: [there] }))).toMatchObject([
      { subject: "m1.test", seen: "disk 10, hw:pmu no in a" },
    ]);
    expect(said("FL715", [], cloud({ servers }))).toEqual([]);
    expect(said("FL715", [], cloud({ servers, flavors: [] }))).toEqual([
      "cloud a has one server with a flavor that is gone",
    ]);
  });
});

test("FL716: the first cloud that has a name is what others are compared with", () => {
  const one = { cloud: "one", flavors: [cloudFlavor({ name: "x" })] };
  const two = { cloud: "two", flavors: [cloudFlavor({ swap: 1 }), cloudFlavor({ name: "x", ephemeral: 1, vcpus: 1 })] };
  const three = { cloud: "three", flavors: [cloudFlavor({ swap: 1 }), cloudFlavor({ name: "x" })] };
  expect(
    findingsOfRule("FL716", [], { cloud: [one, two, three] }).map(({ subject, message, seen, allowed }) => [
      subject,
      message,
      seen,
      allowed,
    ]),
  ).toEqual([["x", "another size in cloud two than in cloud one", "vcpus 1, ephemeral 1", "vcpus 2, ephemeral 0"]]);
  expect(said("FL716", [], { cloud: [one, { cloud: "two" }] })).toEqual([
    "not checked: cloud two did not tell its flavors",
  ]);
});
