// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Unresolved } from "../../../lib/flavors/definition.ts";
import { type FlavorInput, lintEvent } from "../../../lib/flavors/index.ts";
import { cloudFlavor } from "../../../lib/flavors/live/samples.ts";
import { eventOf } from "../rules/example.ts";
import { team, usageFindings, web } from "./event.ts";

const one = `teams:\n${team("nris", web())}`;

describe("places", () => {
  const two = `${team("nris", "web: { count: 1 }")}${team("osm", "web: { count: 2 }")}`;
  const both = `defaults: { vms: { web: { flavor: gone, image: debian } } }\nteams:\n${two}`;

  test("what teams take from the defaults is said once, for the event, at the defaults", () => {
    expect(usageFindings("FL801", both, [{}])).toMatchObject([
      { subject: "demo", file: "event.yaml", line: 7, path: "defaults.vms.web.flavor", field: "vms.web.flavor" },
    ]);
    expect(usageFindings("FL801", both, [{}])[0]).not.toHaveProperty("team");
  });

  test("what a team writes itself stands at the team", () => {
    const own = both.replace("{ count: 2 }", "{ count: 2, flavor: gone }");
    expect(usageFindings("FL801", own, [{}]).map(({ subject, team: who, path }) => [subject, who, path])).toEqual([
      ["nris", "nris", "defaults.vms.web.flavor"],
      ["osm", "osm", "teams.osm.vms.web.flavor"],
    ]);
  });

  test("an event without a file has no places, and is checked all the same", () => {
    const findings = lintEvent(eventOf(one), { flavors: [{ name: "other", vcpus: 1, ram: 1, disk: 1 }] });
    const [found] = findings.filter(({ code }) => code === "FL801");
    expect(found).toMatchObject({ subject: "nris", path: "teams.nris.vms.web.flavor", seen: "m1.test" });
    expect(found).not.toHaveProperty("file");
  });
});

describe("FL801", () => {
  test("without a flavors file and a cloud it is said to be open, if anybody has VMs", () => {
    expect(usageFindings("FL801", one, undefined)).toMatchObject([
      {
        severity: "info",
        subject: "demo",
        message: "not checked: the event names no flavors file and no cloud was asked",
        notChecked: true,
      },
    ]);
    expect(usageFindings("FL801", "teams:\n  nris: { title: T, contact: t@example.org }", undefined)).toEqual([]);
  });

  test("without a flavors file the cloud's flavors count, and only then", () => {
    const cloud = { cloud: "c", flavors: [cloudFlavor({ name: "m1.tset" })] };
    expect(usageFindings("FL801", one, undefined, { cloud })).toMatchObject([
      { message: "cloud c has no such flavor", hint: 'did you mean "m1.tset" (2 vCPU, 4 GiB)?' },
    ]);
    expect(
      usageFindings("FL801", one, [{ name: "other" }], { cloud: { cloud: "c", flavors: [cloudFlavor()] } }),
    ).toMatchObject([{ message: "no flavor of that name in the flavors file" }]);
  });

  test("a name that only a run knows may be the one", () => {
    expect(usageFindings("FL801", one, [{ name: new Unresolved("var.name") }])).toEqual([]);
  });

  test("at most twenty names are listed, the nearest first", () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ name: `f${index}` }));
    const [found] = usageFindings("FL801", one, [...many, { name: "m1.tests" }]);
    expect(found?.allowed?.split(", ")).toEqual(["m1.tests", ...many.slice(0, 19).map(({ name }) => name)]);
    expect(usageFindings("FL801", one, [])[0]).not.toHaveProperty("allowed");
  });
});

describe("FL803", () => {
  const private_ = { public: false, existing: true };
  const said = (flavor: FlavorInput): unknown[] =>
    usageFindings("FL803", one, [flavor]).map(({ severity, message, allowed }) => [severity, message, allowed]);

  test("a private flavor of the cloud without projects is open to question", () => {
    const open = ["info", "not checked: the flavor is private and its definition names no project", undefined];
    expect(said(private_)).toEqual([open]);
    expect(said({ ...private_, access: new Unresolved("x") })).toEqual([open]);
    expect(said({ ...private_, existing: false })).toEqual([]);
  });

  test("an empty list opens it to nobody; public ones are open to all", () => {
    expect(said({ ...private_, access: [] })).toEqual([
      ["error", "the flavor is private and not open to the team", "no project"],
    ]);
    expect(said({ ...private_, access: ["demo-nris"] })).toEqual([]);
    expect(said({ public: true, access: [] })).toEqual([]);
    expect(said({ access: [] })).toEqual([]);
  });
});

test("FL804: a replacement that is not there yet, and one of another size", () => {
  const settings = { replacements: { "m1.test": "m2.test" } };
  expect(usageFindings("FL804", one, [{}], { settings })).toMatchObject([
    { allowed: "m2.test", hint: "m2.test is not among the flavors yet: define it first" },
  ]);
  expect(usageFindings("FL804", one, [{}], { settings })[0]).not.toHaveProperty("fix");
  const [found] = usageFindings("FL804", one, [{}, { name: "m2.test", swap: 1 }], { settings });
  expect(found).toMatchObject({
    hint: "use m2.test; it has another size: 2 vCPU, 4096 MiB, 20 GiB disk, 0 GiB ephemeral, 1 MiB swap",
    fix: { safe: false },
  });
  // The old one need not be defined any more.
  expect(usageFindings("FL804", one, [{ name: "m2.test" }], { settings })).toMatchObject([{ fix: { safe: false } }]);
  expect(usageFindings("FL804", one, [{ disabled: "true" }])).toEqual([]);
});

describe("FL805", () => {
  const said = (quotas: string, vms = web("count: 2"), flavors: FlavorInput[] = [{}]): unknown[] =>
    usageFindings("FL805", `teams:\n${team("nris", vms, `quotas: { ${quotas} }`)}`, flavors).map(
      ({ severity, field, seen, allowed }) => [severity, field, seen, allowed],
    );

  test("each quota to the last, memory in GiB", () => {
    expect(said("instances: 1")).toEqual([["error", "quotas.instances", "1", "at least 2"]]);
    expect(said("cores: 3")).toEqual([["error", "quotas.cores", "3", "at least 4"]]);
    expect(said("ramGiB: 7")).toEqual([["error", "quotas.ramGiB", "7", "at least 8"]]);
    expect(said("ramGiB: 7", web("count: 2"), [{ ram: 3585 }])).toEqual([
      ["error", "quotas.ramGiB", "7", "at least 8"],
    ]);
    expect(said("ramGiB: 7", web("count: 2"), [{ ram: 3584 }])).toEqual([]);
    const volumes = web("count: 2, rootVolume: { sizeGiB: 5 }, volumes: { data: { sizeGiB: 1 } }");
    expect(said("volumes: 3, gigabytes: 11", volumes)).toEqual([
      ["error", "quotas.volumes", "3", "at least 4"],
      ["error", "quotas.gigabytes", "11", "at least 12"],
    ]);
    expect(said("volumes: 4, gigabytes: 12", volumes)).toEqual([]);
  });

  test("a flavor of unknown size leaves cores and memory open, unless the rest is too much already", () => {
    const vms = `${web("count: 2")}, db: { flavor: gone, image: debian }`;
    expect(said("cores: 9, instances: 3", vms)).toEqual([["info", "quotas.cores", undefined, undefined]]);
    expect(said("cores: 3", vms)).toEqual([["error", "quotas.cores", "3", "at least 4"]]);
  });

  test("quotas of the defaults stand there", () => {
    const text = `defaults: { quotas: { cores: 1 } }\nteams:\n${team("nris", web())}`;
    expect(usageFindings("FL805", text, [{}])).toMatchObject([{ path: "defaults.quotas.cores", line: 7 }]);
  });
});

test("FL806: a flavor of unknown size could use it up", () => {
  const text = (vms: string): string => `teams:\n${team("nris", vms, "quotas: { instances: 25, cores: 24 }")}`;
  expect(usageFindings("FL806", text(web()), [{}])).toHaveLength(1);
  expect(usageFindings("FL806", text(`${web()}, db: { flavor: gone, image: debian }`), [{}])).toEqual([]);
});

test("FL808: grants of other projects and names that only a run knows are left alone", () => {
  const settings = { grants: { nris: ["m1.tset"], elsewhere: ["m1.tset"] }, approvals: { "demo-nris": ["huge"] } };
  expect(usageFindings("FL808", one, [{}], { settings }).map(({ message, seen }) => [message, seen])).toEqual([
    ["a flavor that is not defined was approved to the team", "huge"],
    ["a flavor that is not defined was granted to the team", "m1.tset"],
  ]);
  expect(usageFindings("FL808", one, [{ name: new Unresolved("x") }], { settings })).toEqual([]);
  expect(usageFindings("FL808", one, undefined, { settings })).toEqual([]);
});
