// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { demandOf, type EventLock, planEvent, quotasFor, totalDemand } from "../../lib/planning/index.ts";
import { eventOf, flavor, group, teamOf } from "./samples.ts";

const now = new Date("2030-01-01T00:00:00Z");
const flavors = eventOf([]).flavors!;

const lock = (credentialsExpire: string): EventLock => ({ version: 1, event: "ev", networks: {}, credentialsExpire });

const end = (locked: string | undefined, at: string): [string | undefined, string[]] => {
  const { plan, findings } = planEvent(
    eventOf([teamOf("a")]),
    locked === undefined ? undefined : lock(locked),
    new Date(at),
  );
  expect(plan?.teams[0]?.credentialsExpire).toBe(plan?.lock.credentialsExpire);
  return [plan?.lock.credentialsExpire, findings.map((finding) => finding.code)];
};

describe("demand", () => {
  test("VMs, volumes, ports and addresses of a team", () => {
    const team = teamOf("a", {
      vms: [
        { ...group, count: 2, volumes: [{ key: "d", sizeGiB: 10 }], floatingIp: true },
        { ...group, key: "m", flavor: "l", rootVolume: { sizeGiB: 30 } },
      ],
    });
    expect(demandOf(team, flavors)).toEqual({
      vms: 3,
      vcpus: 6,
      ramMiB: 12_288,
      diskGiB: 2 * 20 + 2 * 10 + 30,
      volumes: 3,
      volumeGiB: 50,
      floatingIps: 2,
      ports: 5,
      namespaces: 0,
      unknownFlavors: [],
    });
  });

  test("ephemeral disk and swap count; unknown flavors are named", () => {
    const team = teamOf("a", {
      vms: [
        { ...group, flavor: "e" },
        { ...group, key: "x", flavor: "unknown" },
      ],
    });
    expect(demandOf(team, [{ ...flavor("e", 1, 512, 5), ephemeral: 10, swap: 1500 }])).toMatchObject({
      diskGiB: 17,
      vcpus: 1,
      unknownFlavors: ["unknown"],
    });
    expect(demandOf(team, undefined).unknownFlavors).toEqual(["e", "unknown"]);
  });

  test("the total is the sum", () => {
    const one = demandOf(teamOf("a"), flavors);
    expect(totalDemand([one, one])).toMatchObject({ vms: 2, vcpus: 2, ramMiB: 4096, diskGiB: 40, ports: 6 });
    expect(totalDemand([])).toMatchObject({ vms: 0, unknownFlavors: [] });
  });
});

describe("quotas", () => {
  test("cover the demand with little room, and what is written wins", () => {
    const team = teamOf("a", {
      vms: [{ ...group, count: 4, ports: [{ port: 22, to: 22, protocol: "tcp", from: "0.0.0.0/0" }] }],
      quotas: { cores: 50 },
    });
    expect(quotasFor(team, demandOf(team, flavors))).toEqual({
      instances: 5,
      cores: 50,
      ramMiB: 10_240,
      keyPairs: 10,
      serverGroups: 0,
      volumes: 0,
      gigabytes: 0,
      snapshots: 0,
      networks: 1,
      subnets: 1,
      routers: 1,
      ports: 10,
      floatingIps: 0,
      securityGroups: 4,
      securityGroupRules: 30,
    });
  });

  test("unknown flavors leave cores and RAM open", () => {
    const team = teamOf("a", { vms: [{ ...group, flavor: "unknown" }] });
    expect(quotasFor(team, demandOf(team, flavors))).toMatchObject({ instances: 2, cores: -1, ramMiB: -1 });
  });

  test("snapshots of data volumes at the end need room in Cinder", () => {
    const team = teamOf("a", {
      vms: [{ ...group, count: 2, rootVolume: { sizeGiB: 20 }, volumes: [{ key: "d", sizeGiB: 30 }] }],
      quotas: { gigabytes: 159, snapshots: 1 },
      teardown: { volumes: "snapshot" },
    });
    const { findings } = planEvent(eventOf([team]), undefined, now);
    expect(findings.map(({ path, allowed }) => [path, allowed])).toEqual([
      ["teams.a.quotas.gigabytes", "at least 160"],
      ["teams.a.quotas.snapshots", "at least 2"],
    ]);
  });

  test("a team without VMs gets nothing in OpenStack", () => {
    const team = teamOf("a", { vms: [] });
    expect(quotasFor(team, demandOf(team, flavors))).toMatchObject({
      instances: 0,
      networks: 0,
      ports: 0,
      floatingIps: 0,
    });
  });

  test("one lower than the demand is an error", () => {
    const { plan, findings } = planEvent(
      eventOf([teamOf("a", { vms: [{ ...group, flavor: "l" }], quotas: { ramMiB: 4096, cores: 3 } })]),
      undefined,
      now,
    );
    expect(plan).toBeUndefined();
    expect(findings.map(({ code, path, seen, allowed }) => [code, path, seen, allowed])).toEqual([
      ["BV260", "teams.a.quotas.cores", "3", "at least 4"],
      ["BV260", "teams.a.quotas.ramGiB", "4", "at least 8"],
    ]);
  });
});

describe("the end of the credentials", () => {
  test.each([
    ["a day after the window", undefined, "2030-01-01T00:00:00Z", "2030-01-12T18:00:00Z", []],
    [
      "a week of rehearsal when the window is over",
      undefined,
      "2030-02-01T10:00:00Z",
      "2030-02-09T00:00:00Z",
      ["BV270"],
    ],
    ["what is locked stays", "2030-01-20T00:00:00Z", "2030-01-01T00:00:00Z", "2030-01-20T00:00:00Z", []],
    ["also in a rehearsal", "2030-02-09T00:00:00Z", "2030-02-03T00:00:00Z", "2030-02-09T00:00:00Z", []],
    ["a window that ends later moves it", "2030-01-10T00:00:00Z", "2030-01-01T00:00:00Z", "2030-01-12T18:00:00Z", []],
    ["what has passed is made anew", "2030-01-20T00:00:00Z", "2030-02-01T10:00:00Z", "2030-02-09T00:00:00Z", ["BV270"]],
  ])("%s", (_, locked, at, expected, codes) => {
    expect(end(locked, at)).toEqual([expected, codes]);
  });
});

test("a plan: lock, networks by team, totals; planning again with its lock changes nothing", () => {
  const event = eventOf([teamOf("a"), teamOf("b", { vms: [] })]);
  const { plan, findings } = planEvent(event, undefined, now);
  expect(findings).toEqual([]);
  expect(plan?.teams.map((team) => [team.team.id, team.cidr])).toEqual([
    ["a", plan?.lock.networks["a"]],
    ["b", undefined],
  ]);
  expect(plan?.total.vms).toBe(1);
  expect(planEvent(event, plan?.lock, new Date("2030-01-05T00:00:00Z")).plan).toEqual(plan);
});

test("the lock of another event is refused", () => {
  expect(planEvent(eventOf([teamOf("a")]), { ...lock("2030-01-12T18:00:00Z"), event: "other" }, now)).toEqual({
    findings: [expect.objectContaining({ code: "BV248", seen: "other", allowed: "ev" })],
  });
});
