// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type EventInput,
  ownerDescription,
  ownerMetadata,
  ownerTags,
  resolveEvent,
  resourceName,
  teamName,
} from "../../lib/model/index.ts";
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

// Against the real APIs of the lab: one team is made by hand, without Pulumi, and everything that lib/live does is done to it.

const cloud = process.env.BIVOUAC_TEST_CLOUD ?? "bivouac-lab";
const event = `live-${randomBytes(3).toString("hex")}`;
const name = teamName(event, "nris");
const owner = (key: string) => ({ event, team: "nris", key });

let admin: OpenStack;
let team: OpenStack;
let before: Inventory;
let projectId: string;
let bystander: string;

beforeAll(async () => {
  admin = await connect(cloud);
  // Somebody else's, whose name begins like the team's.
  ({
    network: { id: bystander },
  } = await admin.request<{ network: { id: string } }>("network", "POST", "/networks", {
    body: { network: { name: `${name}-2` } },
  }));
  before = await inventory(admin, { event });
  projectId = await makeProject();
  team = await connect(asUser(findCloud(cloud), { name, password, project: name }));
  await makeObjects();
}, 240_000);

afterAll(async () => {
  if (admin === undefined) return;
  await removeLeftovers(admin, { event, projects: projectId === undefined ? [] : [{ id: projectId, team: "nris" }] });
  if (projectId !== undefined) await sweepProjects(admin, [projectId]);
  await admin.request("network", "DELETE", `/networks/${bystander}`);
  admin.close();
  team?.close();
}, 240_000);

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
  expect([...types].toSorted()).toEqual(
    [
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
      "stack",
      "subnet",
      "user",
      "volume",
      "volume attachment",
    ].filter((type) => types.has("stack") || type !== "stack"),
  );
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
  const first = await snapshotVolumes(team, { event, team: "nris" }, { pollMs: 200 }).catch(async () =>
    snapshotVolumes(admin, { event, team: "nris" }, { pollMs: 200 }),
  );
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
}, 240_000);

const password = randomBytes(18).toString("base64url");

async function makeProject(): Promise<string> {
  const { project } = await admin.request<{ project: { id: string } }>("identity", "POST", "/projects", {
    body: {
      project: {
        name,
        domain_id: "default",
        description: `A team; ${ownerDescription(owner("project"))}`,
        tags: ownerTags(owner("project")),
      },
    },
  });
  const { user } = await admin.request<{ user: { id: string } }>("identity", "POST", "/users", {
    body: {
      user: {
        name,
        domain_id: "default",
        password,
        default_project_id: project.id,
        description: ownerDescription(owner("user")),
      },
    },
  });
  const [role] = await admin.list<{ id: string }>("identity", "/roles?name=member", "roles");
  await admin.request("identity", "PUT", `/projects/${project.id}/users/${user.id}/roles/${role?.id ?? ""}`);
  await admin.request("network", "PUT", `/quotas/${project.id}`, { body: { quota: { router: 2 } } });
  return project.id;
}

async function makeObjects(): Promise<void> {
  const make = async (
    service: Parameters<OpenStack["request"]>[0],
    path: string,
    one: string,
    body: object,
    microversion?: string,
  ) =>
    (
      await team.request<Record<string, { id: string }>>(service, "POST", path, { body: { [one]: body }, microversion })
    )[one]?.id ?? "";
  const [external] = await admin.list<{ id: string }>("network", "/networks?name=public", "networks");
  const [image] = await admin.list<{ id: string }>("image", "/images?name=ubuntu-24.04", "images");
  const [flavor] = (await admin.list<{ id: string; name: string }>("compute", "/flavors", "flavors")).filter(
    (one) => one.name === "m1.tiny",
  );
  await admin.request("compute", "POST", "/flavors", {
    microversion: "2.55",
    body: {
      flavor: {
        id: `${event}-small`,
        name: `${event}-small`,
        vcpus: 1,
        ram: 128,
        disk: 1,
        "os-flavor-access:is_public": false,
        description: ownerDescription({ event, key: "flavor/small" }),
      },
    },
  });
  const { user } = await team.request<{ user: { id: string } }>(
    "identity",
    "GET",
    `/users/${(await team.session()).userId}`,
  );
  await make("identity", `/users/${user.id}/application_credentials`, "application_credential", {
    name: resourceName(name, "credential"),
  });
  await make("compute", "/os-keypairs", "keypair", {
    name: resourceName(name, "key", "ann"),
    public_key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ann",
  });
  await make(
    "compute",
    "/os-server-groups",
    "server_group",
    { name: resourceName(name, "web"), policies: ["soft-anti-affinity"] },
    "2.15",
  );
  const network = await make("network", "/networks", "network", {
    name: resourceName(name, "network"),
    description: ownerDescription(owner("network")),
  });
  const subnet = await make("network", "/subnets", "subnet", {
    name: resourceName(name, "subnet"),
    network_id: network,
    ip_version: 4,
    cidr: "10.64.0.0/24",
  });
  const router = await make("network", "/routers", "router", {
    name: resourceName(name, "router"),
    external_gateway_info: { network_id: external?.id },
  });
  await team.request("network", "PUT", `/routers/${router}/add_router_interface`, { body: { subnet_id: subnet } });
  await make("network", "/security-groups", "security_group", { name: resourceName(name, "web") });
  const port = await make("network", "/ports", "port", {
    name: resourceName(name, "web", 0, "port"),
    network_id: network,
    description: ownerDescription(owner("web/0/port")),
  });
  const volume = await make("block-storage", "/volumes", "volume", {
    name: resourceName(name, "web", 0, "data"),
    size: 1,
    metadata: ownerMetadata(owner("web/0/data")),
  });
  await until(
    "volume",
    async () =>
      (await team.request<{ volume: { status: string } }>("block-storage", "GET", `/volumes/${volume}`)).volume
        .status === "available",
  );
  const server = await make("compute", "/servers", "server", {
    name: resourceName(name, "web", 0),
    imageRef: image?.id,
    flavorRef: flavor?.id,
    networks: [{ port }],
    metadata: ownerMetadata(owner("web/0")),
  });
  await until(
    "server",
    async () =>
      (await team.request<{ server: { status: string } }>("compute", "GET", `/servers/${server}`)).server.status ===
      "ACTIVE",
  );
  await make("compute", `/servers/${server}/os-volume_attachments`, "volumeAttachment", { volumeId: volume });
  await until(
    "attachment",
    async () =>
      (await team.request<{ volume: { status: string } }>("block-storage", "GET", `/volumes/${volume}`)).volume
        .status === "in-use",
  );
  await team.request("block-storage", "POST", "/snapshots", {
    body: { snapshot: { volume_id: volume, name: "by-hand", force: true } },
  });
  await team.request("dns", "POST", "/zones", { body: { name: `${name}.example.org.`, email: "ops@example.org" } });
  if (await team.endpoint("orchestration")) {
    await team
      .request("orchestration", "POST", "/stacks", {
        body: {
          stack_name: "by-hand",
          template: { heat_template_version: "2018-08-31", resources: { r: { type: "OS::Heat::RandomString" } } },
        },
      })
      .catch(() => undefined);
  }
}

async function until(what: string, done: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 120_000; !(await done());) {
    if (Date.now() > end) throw new Error(`${what} was not ready within two minutes`);
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
  }
}

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
