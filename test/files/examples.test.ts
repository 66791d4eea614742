// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadEvent } from "../../lib/files/index.ts";

const examples = join(import.meta.dirname, "..", "..", "examples");
const before = new Date("2022-01-01T00:00:00Z");

test("lugano-2022: nine teams, two with a cluster of their own", async () => {
  const { plan, findings } = await loadEvent(join(examples, "lugano-2022", "event.yaml"), { now: before });
  expect(findings).toEqual([]);
  expect(plan?.event.window).toEqual({ start: "2022-11-07T08:00:00Z", end: "2022-11-11T17:00:00Z" });
  expect(
    plan?.teams.map(({ team }) => [team.id, team.context, team.vms.reduce((sum, { count }) => sum + count, 0)]),
  ).toEqual([
    ["nris", "bivouac-lab", 1],
    ["dwdi", "bivouac-lab-2", 2],
    ["meteoswiss", "bivouac-lab-3", 3],
    ["alpine-snow", "bivouac-lab", 2],
    ["city-moves", "bivouac-lab", 3],
    ["open-parliament", "bivouac-lab", 2],
    ["lake-watch", "bivouac-lab", 2],
    ["trail_maps", "bivouac-lab", 2],
    ["archivio", "bivouac-lab", 2],
  ]);
  expect(plan?.total).toMatchObject({
    vms: 19,
    vcpus: 26,
    volumes: 8,
    floatingIps: 3,
    namespaces: 9,
    unknownFlavors: [],
  });
  // Destroy must leave the cloud as it was.
  expect(plan?.teams.filter(({ team }) => team.teardown.volumes !== "delete")).toEqual([]);
});

test("athens-2023: VM teams, a private subnet each", async () => {
  const { plan, findings } = await loadEvent(join(examples, "athens-2023", "event.yaml"), { now: before });
  expect(findings).toEqual([]);
  expect(plan?.total).toMatchObject({ vms: 6, namespaces: 0, unknownFlavors: [] });
  expect(plan?.teams.map(({ cidr }) => cidr)).toEqual([
    "172.16.0.0/26",
    "172.16.0.64/26",
    "172.16.11.0/26",
    "172.16.6.192/26",
  ]);
  expect(plan?.event.flavors?.every((flavor) => !flavor.existing)).toBe(true);
});

test("both windows are over: one warning says what follows", async () => {
  for (const name of ["lugano-2022", "athens-2023"]) {
    const { findings } = await loadEvent(join(examples, name, "event.yaml"), { now: new Date("2030-01-01T12:00:00Z") });
    expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["warning BV270"]);
  }
});
