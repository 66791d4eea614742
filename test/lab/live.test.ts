// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EventInput, resolveEvent, teamName } from "../../lib/model/index.ts";
import { type EventPlan, planEvent } from "../../lib/planning/index.ts";
import {
  type Inventory,
  type OpenStack,
  asUser,
  compareForeign,
  connect,
  findCloud,
  inventory,
  openstackStatus,
  preflight,
  removeLeftovers,
  snapshotVolumes,
  sweepProjects,
} from "../../lib/live/index.ts";
import { makeObjects, makeProject, patient } from "./live-team.ts";

// Against the real APIs of the lab: one team is made by hand, without Pulumi, and everything that lib/live does is done to it.

const cloud = process.env.BIVOUAC_TEST_CLOUD ?? "bivouac-lab";
const event = `live-${randomBytes(3).toString("hex")}`;
const name = teamName(event, "nris");
const password = randomBytes(18).toString("base64url");
const made = { event, name, password, owner: (key: string) => ({ event, team: "nris", key }) };

let admin: OpenStack;
let team: OpenStack;
let before: Inventory;
let projectId: string;
let bystander: string;

beforeAll(async () => {
  admin = await connect(cloud, patient);
  // Somebody else's, whose name begins like the team's.
  ({
    network: { id: bystander },
  } = await admin.request<{ network: { id: string } }>("network", "POST", "/networks", {
    body: { network: { name: `${name}-2` } },
  }));
  before = await inventory(admin, { event });
  projectId = await makeProject(admin, made);
  team = await connect(asUser(findCloud(cloud), { name, password, project: name }), patient);
  await makeObjects(admin, team, made);
});

afterAll(async () => {
  if (admin === undefined) return;
  await removeLeftovers(admin, { event, projects: projectId === undefined ? [] : [{ id: projectId, team: "nris" }] });
  if (projectId !== undefined) await sweepProjects(admin, [projectId]);
  await admin.request("network", "DELETE", `/networks/${bystander}`);
  admin.close();
  team?.close();
});

test("nothing of an event that was never there is found, and every list can be read", () => {
  expect(before.objects).toEqual([]);
  expect(before.unreadable).toEqual([]);
  expect(before.asked).toBeGreaterThan(30);
});

test("status sees the server ready, with its volume and address, and names what misses", async () => {
  const [status] = await openstackStatus(admin, plan({ count: 1 }));
  expect(status).toMatchObject({ team: "nris", ready: true, reasons: [], missing: [], project: { name } });
  expect(status?.servers).toMatchObject([
    { name: `${name}-web-0`, status: "ACTIVE", flavor: "m1.tiny", volumes: [`${name}-web-0-data`] },
  ]);
  expect(status?.quota.instances).toMatchObject({ used: 1 });
  expect(status?.quota.volumes).toMatchObject({ used: 1 });
  const [more] = await openstackStatus(admin, plan({ count: 2 }), { quota: false });
  expect(more).toMatchObject({ ready: false, missing: [`server ${name}-web-1`, `volume ${name}-web-1-data`] });
});

test("the inventory finds all of the team's objects by marks or project, and the team sees no list of others", async () => {
  const found = await inventory(admin, { event });
  const types = new Set(found.objects.map(({ type }) => type));
  // What Heat adds depends on whether the cloud has it.
  expect([...types].filter((type) => type !== "stack" && type !== "trust").toSorted()).toEqual([
    "DNS recordset",
    "DNS zone",
    "application credential",
    "flavor",
    "keypair",
    "network",
    "network quota",
    "port",
    "project",
    "role assignment",
    "router",
    "security group",
    "security group rule",
    "server",
    "server group",
    "snapshot",
    "subnet",
    "user",
    "volume",
    "volume attachment",
  ]);
  expect(types.has("stack")).toBe((await admin.endpoint("orchestration")) !== undefined);
  expect(found.objects.filter(({ type }) => type === "port").length).toBeGreaterThanOrEqual(3);
  expect(found.foreign.lists["network network"]).toContain(bystander);
  expect((await inventory(admin, { event, team: "other" })).objects).toEqual([]);
  const seen = await inventory(team, { event });
  expect(seen.foreign.lists["compute server"]).toBeUndefined();
  expect(seen.unreadable.map(({ list }) => list)).toContain("compute server");
});

test("preflight accepts what is there and names every fault at once", async () => {
  expect((await preflight(plan({ count: 1 }))).filter(({ severity }) => severity === "error")).toEqual([]);
  const wrong = plan(
    { count: 1, flavor: "m1.tinny", image: "ubuntu-24.40", volumes: { data: { sizeGiB: 1, type: "fasst" } } },
    { externalNetwork: "publik" },
  );
  const findings = (await preflight(wrong)).filter(({ severity }) => severity === "error");
  expect(findings.map(({ code, team: who, hint }) => [code, who, hint])).toEqual([
    ["BV310", "nris", 'did you mean "m1.tiny"?'],
    ["BV313", "nris", 'did you mean "ubuntu-24.04"?'],
    ["BV323", "nris", 'did you mean "fast"?'],
    ["BV320", undefined, 'did you mean "public"?'],
  ]);
  const huge = plan({ count: 1, flavor: "huge" }, { flavorsData: { huge: { vcpus: 4000, ram: 1024, disk: 10 } } });
  expect((await preflight(huge)).filter(({ severity }) => severity === "error")).toMatchObject([
    { code: "BV319", team: "nris" },
  ]);
});

test("a data volume gets one snapshot, however often it is asked for", async () => {
  const first = await snapshotVolumes(team, { event, team: "nris" }, { pollMs: 200 });
  const second = await snapshotVolumes(admin, { event, team: "nris" }, { pollMs: 200 });
  expect(first.findings).toEqual([]);
  expect(second.snapshots).toEqual(first.snapshots);
  expect(first.snapshots).toMatchObject([{ name: `${name}-web-0-data-final`, sizeGiB: 1 }]);
});

test("everything of the team can be removed, and nothing else goes", async () => {
  const { failed } = await removeLeftovers(admin, { event }, { pollMs: 200 });
  expect(failed).toEqual([]);
  await sweepProjects(admin, [projectId]);
  const after = await inventory(admin, { event, projects: [{ id: projectId, team: "nris" }] });
  expect(after.objects).toEqual([]);
  expect(after.unreadable).toEqual([]);
  // Other tests work in the same cloud: what of theirs went is not ours to judge.
  expect(after.foreign.lists["network network"]).toContain(bystander);
  const compared = compareForeign(before.foreign, after.foreign);
  expect(compared.notCompared).toEqual([]);
  expect(compared.unchanged).toBeGreaterThan(30);
});

function plan(
  vm: Partial<NonNullable<EventInput["teams"][string]["vms"]>[string]>,
  rest: { externalNetwork?: string; flavorsData?: Record<string, { vcpus: number; ram: number; disk: number }> } = {},
): EventPlan {
  const { flavorsData, ...fields } = rest;
  const input: EventInput = {
    version: 1,
    name: event,
    title: "Live",
    timeZone: "Europe/Zurich",
    window: { start: "2099-11-07T09:00", end: "2099-11-09T18:00" },
    clouds: { openstack: cloud },
    ...fields,
    teams: {
      nris: {
        title: "NRIS",
        contact: "ann@example.org",
        members: [
          {
            id: "ann",
            sshKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ann"],
          },
        ],
        vms: { web: { flavor: "m1.tiny", image: "ubuntu-24.04", volumes: { data: { sizeGiB: 1 } }, ...vm } },
      },
    },
  };
  const resolved = resolveEvent(input).event;
  if (resolved === undefined) throw new Error(JSON.stringify(resolveEvent(input).findings));
  const flavors =
    flavorsData &&
    Object.entries(flavorsData).map(([flavor, size]) => ({
      name: flavor,
      ...size,
      ephemeral: 0,
      swap: 0,
      extraSpecs: {},
      existing: false,
    }));
  const planned = planEvent({ ...resolved, ...(flavors ? { flavors } : {}) }, undefined, new Date());
  if (planned.plan === undefined) throw new Error(JSON.stringify(planned.findings));
  return planned.plan;
}
