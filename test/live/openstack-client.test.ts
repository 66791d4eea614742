// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type OpenStack, connect, inventory, preflight } from "../../lib/live/index.ts";
import type { EventPlan } from "../../lib/planning/index.ts";
import { type FakeCloud, fakeCloud } from "./fake-cloud.ts";

let cloud: FakeCloud;
let os: OpenStack | undefined;

const open = async (timeoutMs = 60_000): Promise<OpenStack> => {
  os = await connect("fake", {
    cwd: cloud.folder,
    home: cloud.folder,
    env: {},
    timeoutMs,
    retry: { retries: 2, minDelayMs: 1 },
  });
  return os;
};
const asked = (path: string): number => cloud.seen.filter((seen) => seen.path === path).length;

beforeEach(async () => {
  cloud = await fakeCloud();
});
afterEach(async () => {
  os?.close();
  os = undefined;
  await cloud.close();
});

test("a wrong password is exit 3, says who and where, and is not tried again", async () => {
  cloud.password = "other";
  await expect(open()).rejects.toMatchObject({
    fault: "auth",
    exitCode: 3,
    message: 'Keystone of cloud "fake" refused user admin (req-1)',
    details: { code: "BV304" },
  });
  expect(asked("/v3/auth/tokens")).toBe(1);
});

test("a Keystone that is down is exit 4 after the retries", async () => {
  const { url, folder } = cloud;
  await cloud.close();
  cloud = await fakeCloud();
  const { writeFileSync, mkdirSync } = await import("node:fs");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${cloud.folder}/clouds.yaml`,
    `clouds: {fake: {auth: {auth_url: "${url}", username: a, password: b, project_name: c, user_domain_id: d, project_domain_id: e}}}`,
  );
  await expect(open()).rejects.toMatchObject({
    fault: "unreachable",
    exitCode: 4,
    details: { code: "BV305", seen: `${url}/v3 (ECONNREFUSED)` },
  });
});

test("the password shows in no rendering of the connection", async () => {
  const { inspect } = await import("node:util");
  const connected = await open();
  expect(JSON.stringify(connected.cloud)).not.toContain("right");
  expect(inspect(connected, { depth: 8 })).not.toContain("right");
});

describe("repeating", () => {
  test("503 and dropped connections on reads are asked again", async () => {
    cloud.answers.set("GET /compute/v2.1/flavors", [
      { status: 503 },
      { drop: true },
      { body: { flavors: [{ id: "1" }] } },
    ]);
    expect(await (await open()).list("compute", "/flavors", "flavors")).toEqual([{ id: "1" }]);
    expect(asked("/compute/v2.1/flavors")).toBe(3);
  });

  test("429 is waited out as long as the service says", async () => {
    cloud.answers.set("POST /compute/v2.1/servers", [
      { status: 429, headers: { "retry-after": "0.2" } },
      { body: { server: { id: "s" } } },
    ]);
    const begin = performance.now();
    expect(await (await open()).request("compute", "POST", "/servers", { body: {} })).toEqual({ server: { id: "s" } });
    expect(performance.now() - begin).toBeGreaterThan(190);
  });

  test("a POST that may have been acted on is not sent twice", async () => {
    cloud.answers.set("POST /compute/v2.1/servers", [{ drop: true }]);
    await expect((await open()).request("compute", "POST", "/servers", { body: {} })).rejects.toMatchObject({
      fault: "unreachable",
      details: { code: "BV305" },
    });
    expect(asked("/compute/v2.1/servers")).toBe(1);
    cloud.answers.set("POST /compute/v2.1/servers", [{ status: 504 }]);
    await expect(os?.request("compute", "POST", "/servers", { body: {} })).rejects.toMatchObject({
      fault: "unreachable",
      exitCode: 4,
    });
    expect(asked("/compute/v2.1/servers")).toBe(2);
  });

  test("a token that ends early is renewed once; one that cannot be renewed is exit 3", async () => {
    cloud.answers.set("GET /compute/v2.1/flavors", [{ status: 401 }, { body: { flavors: [] } }]);
    await (await open()).list("compute", "/flavors", "flavors");
    expect(cloud.seen.map(({ token }) => token)).toEqual([undefined, "token-1", undefined, "token-2"]);
    cloud.answers.set("GET /compute/v2.1/flavors", [{ status: 401, body: { error: { message: "no" } } }]);
    await expect(os?.list("compute", "/flavors", "flavors")).rejects.toMatchObject({ fault: "auth", exitCode: 3 });
  });

  test("a token about to end is renewed before use, once for all who wait", async () => {
    cloud.tokenLifeMs = 1_000;
    const connected = await open();
    cloud.tokenLifeMs = 3_600_000;
    cloud.answers.set("GET /compute/v2.1/flavors", [{ body: { flavors: [] } }]);
    await Promise.all(Array.from({ length: 5 }, () => connected.list("compute", "/flavors", "flavors")));
    expect(asked("/v3/auth/tokens")).toBe(2);
  });
});

describe("paging", () => {
  test("links of Nova, Neutron, Designate and Glance are followed, whatever host they name", async () => {
    const connected = await open();
    cloud.answers.set("GET /compute/v2.1/servers", [
      {
        body: {
          servers: [1],
          servers_links: [{ rel: "next", href: "https://outside.example/compute/v2.1/servers?marker=1" }],
        },
      },
    ]);
    cloud.answers.set("GET /compute/v2.1/servers?marker=1", [{ body: { servers: [2] } }]);
    cloud.answers.set("GET /image/v2/images", [{ body: { images: [1], next: "/v2/images?marker=1" } }]);
    cloud.answers.set("GET /image/v2/images?marker=1", [{ body: { images: [2] } }]);
    expect(await connected.list("compute", "/servers", "servers")).toEqual([1, 2]);
    expect(await connected.list("image", "/images", "images")).toEqual([1, 2]);
  });

  test("a link that leads back ends the list", async () => {
    cloud.answers.set("GET /network/v2.0/ports", [
      { body: { ports: [1], ports_links: [{ rel: "next", href: `${cloud.url}/network/v2.0/ports` }] } },
    ]);
    expect(await (await open()).list("network", "/ports", "ports")).toEqual([1]);
  });
});

test("a refusal gives the service's own words first and the request id last", async () => {
  cloud.answers.set("POST /volume/v3/p1/volumes", [
    {
      status: 413,
      body: {
        overLimit: { message: "VolumeSizeExceedsAvailableQuota: Requested volume exceeds allowed quota", code: 413 },
      },
    },
  ]);
  await expect((await open()).request("block-storage", "POST", "/volumes", { body: {} })).rejects.toMatchObject({
    fault: "quota",
    message:
      "VolumeSizeExceedsAvailableQuota: Requested volume exceeds allowed quota: block-storage 413 on POST /volume/v3/p1/volumes (req-1)",
  });
});

test("a service without an endpoint in the region is said so", async () => {
  const connected = await open();
  expect(await connected.endpoint("dns")).toBeUndefined();
  await expect(connected.request("dns", "GET", "/zones")).rejects.toMatchObject({
    details: { code: "BV306" },
    message: 'cloud "fake" has no public endpoint for dns in region one',
  });
});

test("an answer that never comes ends at the time limit", async () => {
  const slow = await import("node:net");
  const silent = slow.createServer(() => undefined);
  await new Promise<void>((resolve) => {
    silent.listen(0, "127.0.0.1", resolve);
  });
  const { port } = silent.address() as { port: number };
  const { writeFileSync } = await import("node:fs");
  writeFileSync(
    `${cloud.folder}/clouds.yaml`,
    `clouds: {fake: {auth: {auth_url: "http://127.0.0.1:${port}", username: a, password: b, project_name: c, user_domain_id: d, project_domain_id: e}}}`,
  );
  await expect(open(100)).rejects.toMatchObject({ exitCode: 4, message: expect.stringContaining("within 0.1 s") });
  silent.close();
});

const give = (path: string, key: string, ...items: object[]) =>
  cloud.answers.set(`GET ${path}`, [{ body: { [key]: items } }]);

describe("inventory", () => {
  test("ours by marks, by project and by what hangs on ours; a like name is foreign; unreadable and unasked lists are counted", async () => {
    give(
      "/v3/projects",
      "projects",
      { id: "p9", name: "e-a", tags: ["bivouac:event=e", "bivouac:team=a", "bivouac:key=project"] },
      { id: "p8", name: "e-b" },
    );
    give("/v3/users", "users", { id: "u9", name: "e-a", description: "A; bivouac event=e team=a key=user" });
    give(
      "/compute/v2.1/servers/detail?all_tenants=1",
      "servers",
      { id: "s1", name: "by-hand", tenant_id: "p9" },
      { id: "s2", name: "e-a-web-0", tenant_id: "p8" },
    );
    give("/compute/v2.1/os-keypairs?user_id=u9", "keypairs", { keypair: { name: "k" } });
    give("/network/v2.0/routers", "routers", { id: "r1", project_id: "p9", name: "router" });
    give(
      "/network/v2.0/ports",
      "ports",
      { id: "gw", project_id: "", device_id: "r1", name: "" },
      { id: "gw2", project_id: "", device_id: "r2", name: "" },
    );
    give("/volume/v3/p1/volumes/detail?all_tenants=1", "volumes", {
      id: "v1",
      name: "d",
      metadata: { "bivouac.event": "e", "bivouac.team": "b", "bivouac.key": "web/0/d" },
    });
    cloud.answers.set("GET /network/v2.0/floatingips", [
      { status: 403, body: { NeutronError: { message: "not for you" } } },
    ]);
    const found = await inventory(await open(), { event: "e" });
    expect(
      found.objects
        .map(({ type, id, team, why }) => [type, id, team, why])
        .toSorted(([a], [b]) => String(a).localeCompare(String(b))),
    ).toEqual([
      ["keypair", "k", "a", "of our user"],
      ["port", "gw", "a", "of our router or floating IP"],
      ["project", "p9", "a", "tags"],
      ["router", "r1", "a", "in our project"],
      ["server", "s1", "a", "in our project"],
      ["user", "u9", "a", "description"],
      ["volume", "v1", "b", "metadata"],
    ]);
    expect(found.projects).toEqual([{ id: "p9", team: "a" }]);
    expect(found.foreign.lists["compute server"]).toEqual(["s2"]);
    expect(found.foreign.lists["network port"]).toEqual(["gw2"]);
    expect(found.foreign.lists["network floating IP"]).toBeUndefined();
    expect(found.unreadable.find(({ list }) => list === "network floating IP")?.reason).toContain("not for you");
    expect(found.notAsked).toContainEqual({ list: "object-store", reason: "bivouac has no list for this service" });
    expect(found.notAsked).toContainEqual({ list: "dns DNS zone", reason: "no endpoint" });
    const one = await inventory(await open(), { event: "e", team: "b" });
    expect(one.objects.map(({ id }) => id)).toEqual(["v1"]);
  });

  test("marks of another event that begins alike are not ours", async () => {
    give(
      "/v3/projects",
      "projects",
      { id: "p9", name: "e-2-a", tags: ["bivouac:event=e-2", "bivouac:team=a"] },
      { id: "p7", description: "we liked bivouac event=e team=a key=project very much" },
    );
    expect((await inventory(await open(), { event: "e" })).objects).toEqual([]);
  });
});

test("preflight turns what stops it into one finding, and asks no list that could only fail again", async () => {
  cloud.password = "other";
  const findings = await preflight(
    { event: { name: "e", clouds: { openstack: "fake" } }, teams: [] } as unknown as EventPlan,
    { cwd: cloud.folder, home: cloud.folder, env: {}, retry: { retries: 0 } },
  );
  expect(findings).toMatchObject([{ code: "BV304", severity: "error" }]);
  expect(cloud.seen).toHaveLength(1);
});
