// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenStack, connect } from "../../lib/live/index.ts";
import { verifyOpenStack } from "../../lib/verify/openstack/index.ts";
import { patient } from "./live-team.ts";
import { type VerifiedTeam, applicationCredential, makeTeam, removeTeam } from "./verify-team.ts";

// Holes made on purpose in the real lab, each closed again: verify must turn red for each, by the check that names it.

const cloud = process.env["BIVOUAC_TEST_CLOUD"] ?? "bivouac-lab";
const stamp = randomBytes(3).toString("hex");
let admin: OpenStack;
let ash: VerifiedTeam;
let oak: VerifiedTeam;

beforeAll(async () => {
  admin = await connect(cloud, patient);
  ash = await makeTeam(admin, `holes-${stamp}-ash`, "ash");
  oak = await makeTeam(admin, `holes-${stamp}-oak`, "oak");
});

afterAll(async () => {
  for (const team of [ash, oak]) if (team !== undefined) await removeTeam(admin, team);
  admin?.close();
});

/** Codes that are not ok for ash against oak. */
async function red(changed: Partial<VerifiedTeam> = {}): Promise<string[]> {
  const results = await verifyOpenStack({ ...patient, teams: [{ ...ash, ...changed }], against: [oak] });
  const bad = results.filter(({ outcome }) => outcome !== "ok");
  for (const { code, probe, seen } of bad.slice(0, 4)) console.log(`  ${code} ${probe}: ${seen}`);
  return [...new Set(bad.map(({ code }) => code))].toSorted();
}

async function one(os: OpenStack, service: "network" | "image", path: string, key: string): Promise<string> {
  const [first] = await os.list<{ id: string }>(service, path, key);
  if (first === undefined) throw new Error(`${path} is empty`);
  return first.id;
}

async function role(name: string): Promise<string> {
  const [found] = await admin.list<{ id: string }>("identity", `/roles?name=${name}`, "roles");
  return found?.id ?? "";
}

/** @returns what takes the grant away again */
async function grant(where: string, name: string): Promise<() => Promise<unknown>> {
  const path = `${where}/users/${ash.userId}/roles/${await role(name)}`;
  await admin.request("identity", "PUT", path);
  return () => admin.request("identity", "DELETE", path);
}

async function shared(object_type: string, object_id: string): Promise<() => Promise<unknown>> {
  const { rbac_policy: policy } = await oak.user.request<{ rbac_policy: { id: string } }>(
    "network",
    "POST",
    "/rbac-policies",
    {
      body: { rbac_policy: { object_type, object_id, action: "access_as_shared", target_tenant: ash.projectId } },
    },
  );
  return () => oak.user.request("network", "DELETE", `/rbac-policies/${policy.id}`);
}

async function visibility(image: string, value: string): Promise<unknown> {
  return await admin.request("image", "PATCH", `/images/${image}`, {
    headers: { "content-type": "application/openstack-images-v2.1-json-patch" },
    body: [{ op: "replace", path: "/visibility", value }],
  });
}

const images = () => one(oak.user, "image", `/images?owner=${oak.projectId}`, "images");

// name of the hole → codes that must not be ok, and how it is made; making it gives what closes it.
const holes: readonly (readonly [string, readonly string[], () => Promise<() => Promise<unknown>>])[] = [
  [
    "the team's user is a member of another team's project",
    ["VO105"],
    () => grant(`/projects/${oak.projectId}`, "member"),
  ],
  [
    "the team's user is a reader of another team's project",
    ["VO105"],
    () => grant(`/projects/${oak.projectId}`, "reader"),
  ],
  ["the team's user has a role on the whole cloud", ["VO105"], () => grant("/system", "reader")],
  ["the team's user has a role on the domain", ["VO105"], () => grant("/domains/default", "reader")],
  [
    "another team's network is shared with the team",
    ["VO120"],
    async () => shared("network", await one(oak.user, "network", `/networks?project_id=${oak.projectId}`, "networks")),
  ],
  [
    "another team's security group is shared with the team",
    ["VO123"],
    async () =>
      shared(
        "security_group",
        await one(oak.user, "network", `/security-groups?project_id=${oak.projectId}&name=default`, "security_groups"),
      ),
  ],
  [
    "another team's image is a community image",
    ["VO140"],
    async () => {
      const image = await images();
      await visibility(image, "community");
      return () => visibility(image, "shared");
    },
  ],
  [
    "another team's image is public",
    ["VO140"],
    async () => {
      const image = await images();
      await visibility(image, "public");
      return () => visibility(image, "shared");
    },
  ],
  [
    "another team's image has the team as a member",
    ["VO140"],
    async () => {
      const image = await images();
      await oak.user.request("image", "POST", `/images/${image}/members`, { body: { member: ash.projectId } });
      await ash.user.request("image", "PUT", `/images/${image}/members/${ash.projectId}`, {
        body: { status: "accepted" },
      });
      return () => oak.user.request("image", "DELETE", `/images/${image}/members/${ash.projectId}`);
    },
  ],
  [
    "another team's zone is offered to the team",
    ["VO150"],
    async () => {
      const [zone] = await oak.user.list<{ id: string }>("dns", "/zones", "zones");
      const offer = await oak.user.request<{ id: string }>(
        "dns",
        "POST",
        `/zones/${zone?.id ?? ""}/tasks/transfer_requests`,
        {
          body: { target_project_id: ash.projectId },
        },
      );
      return () => oak.user.request("dns", "DELETE", `/zones/tasks/transfer_requests/${offer.id}`);
    },
  ],
];

for (const [what, codes, make] of holes) {
  test(`red: ${what}`, async () => {
    const close = await make();
    try {
      expect(await red()).toEqual(codes);
    } finally {
      await close();
    }
  });
}

test("red: the credential carries the administrator's role, and what that opens changes nothing of the other", async () => {
  const close = await grant(`/projects/${ash.projectId}`, "admin");
  try {
    const asAdmin = await applicationCredential(ash.user, "too-wide", {
      roles: [{ name: "member" }, { name: "admin" }],
    });
    const codes = await red({ cloud: asAdmin });
    expect(codes).toEqual(
      expect.arrayContaining([
        "VO103",
        "VO110",
        "VO114",
        "VO120",
        "VO130",
        "VO140",
        "VO162",
        "VO170",
        "VO171",
        "VO190",
      ]),
    );
  } finally {
    await close();
  }
});

test("red: credentials that may make others, never end, end too late, carry too little, or are a password", async () => {
  const of = async (name: string, fields: Readonly<Record<string, unknown>>): Promise<string[]> =>
    red({ cloud: await applicationCredential(ash.user, name, fields) });
  expect(await of("unrestricted", { unrestricted: true })).toEqual(["VO104"]);
  expect(await of("endless", { expires_at: null })).toEqual(["VO104"]);
  expect(await of("late", { expires_at: "2099-12-31T00:00:00" })).toEqual(["VO104"]);
  expect(await of("reader", { roles: [{ name: "reader" }] })).toEqual(["VO103"]);
  expect(await red({ cloud: ash.user.cloud })).toEqual(["VO104"]);
});

test("red: a password of a user that has a role in the other's project can be scoped to it", async () => {
  const close = await grant(`/projects/${oak.projectId}`, "member");
  try {
    expect(await red({ cloud: ash.user.cloud })).toEqual(["VO104", "VO105", "VO170"]);
  } finally {
    await close();
  }
});

test("red: the file of another team was handed out", async () => {
  expect(await red({ cloud: oak.cloud })).toContain("VO102");
});

test("green again when every hole is closed", async () => {
  expect(await red()).toEqual([]);
});
