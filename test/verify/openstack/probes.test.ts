// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import type { Session } from "../../../lib/live/index.ts";
import type { HeldType, Raw } from "../../../lib/verify/openstack/holdings.ts";
import { changes, touched } from "../../../lib/verify/openstack/fingerprint.ts";
import { judge } from "../../../lib/verify/openstack/judge.ts";
import { plan } from "../../../lib/verify/openstack/matrix.ts";
import { othersChecks } from "../../../lib/verify/openstack/others/index.ts";
import { ownChecks } from "../../../lib/verify/openstack/own/index.ts";
import type { Probe, Side } from "../../../lib/verify/openstack/probe.ts";

const side = (id: string, objects: Partial<Record<HeldType, readonly Raw[]>> = {}): Side => ({
  team: { id, name: `event-${id}`, projectId: `project-${id}`, cloud: "x" },
  session: { token: `token-${id}`, userId: `user-${id}` } as Session,
  token: { methods: [], roles: [{ id: "role-1", name: "member" }] },
  held: { objects: new Map(Object.entries(objects) as [HeldType, readonly Raw[]][]), unreadable: [] },
});
const get: Probe = { api: "GET /v2.1/servers/{server_id}" };

describe("tables", () => {
  const all = othersChecks.flatMap((check) => check.probes.map((probe) => ({ check, probe })));

  test("codes and names are unique and in order", () => {
    const codes = [...ownChecks, ...othersChecks].map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].toSorted());
    const names = [...ownChecks, ...othersChecks].map(({ check }) => check);
    expect(new Set(names).size).toBe(names.length);
  });

  test("what is not read says why it is harmless or which harm it does, never both", () => {
    const wrong = all.filter(({ probe }) => {
      const reads = probe.api.startsWith("GET ");
      const said = Number(probe.harm !== undefined) + Number(probe.harmless !== undefined);
      return reads ? said !== 0 : said !== 1;
    });
    expect(wrong.map(({ probe }) => probe.api)).toEqual([]);
  });

  test("what a rehearsal makes it can remove", () => {
    const makes = all.filter(
      ({ probe }) => /^POST \S+\/(networks|servers|images|zones|volumes)$/.test(probe.api) && probe.harm !== undefined,
    );
    expect(makes.length).toBeGreaterThan(8);
    expect(makes.filter(({ probe }) => probe.undo === undefined).map(({ probe }) => probe.api)).toEqual([]);
  });

  test("sizes", () => {
    expect(all.filter(({ probe }) => probe.harm === undefined).length).toBeGreaterThan(200);
    expect(all.filter(({ probe }) => probe.harm !== undefined).length).toBeGreaterThan(70);
  });
});

describe("judge", () => {
  const foreign = ["0".repeat(32)];
  test.each([
    ["a refusal", get, { status: 403, words: "no" }, { outcome: "ok" }],
    ["not there", get, { status: 404, words: "Instance could not be found." }, { outcome: "ok" }],
    ["shown", get, { status: 200, words: "", body: {} }, { outcome: "red", seen: "HTTP 200" }],
    ["a partial download", get, { status: 206, words: "" }, { outcome: "red", seen: "HTTP 206" }],
    [
      "let in, then refused",
      get,
      { status: 409, words: "busy" },
      { outcome: "red", seen: "HTTP 409: busy; it was let in and only then refused" },
    ],
    [
      "a quota that is used up",
      get,
      { status: 409, words: "Quota exceeded for resources: ['floatingip']." },
      { outcome: "ok" },
    ],
    [
      "the same in Cinder's words",
      get,
      { status: 413, words: "VolumeSizeExceedsAvailableQuota: Requested volume exceeds allowed gigabytes quota." },
      { outcome: "ok" },
    ],
    ["checked before the policy", { ...get, refused: [400] }, { status: 400, words: "bad" }, { outcome: "ok" }],
    [
      "the child is missing",
      { ...get, tell: /metadata item/i },
      { status: 404, words: "Metadata item was not found" },
      { outcome: "red", seen: "HTTP 404: Metadata item was not found; only who was let in is told so" },
    ],
    ["the same words in a 403", { ...get, tell: /tag/ }, { status: 403, words: "policy os-tags" }, { outcome: "ok" }],
    ["a broken service", get, { status: 500, words: "oops" }, { outcome: "unknown", seen: "HTTP 500: oops" }],
    [
      "silence",
      get,
      { status: undefined, words: "nothing listens" },
      { outcome: "unknown", seen: "no answer: nothing listens" },
    ],
    [
      "a list of one's own",
      { ...get, list: true as const },
      { status: 200, words: "", body: { servers: [{ id: "1".repeat(32) }] } },
      { outcome: "ok" },
    ],
    [
      "a list that names the other's",
      { ...get, list: true as const },
      { status: 200, words: "", body: { servers: [{ id: "0".repeat(32) }] } },
      { outcome: "red", seen: `the list names 1 of the other team's objects: ${"0".repeat(32)}` },
    ],
    [
      "a list that must be empty",
      { ...get, list: "empty" as const },
      { status: 200, words: "", body: { agents: [{}] } },
      { outcome: "red", seen: "the list has 1 items" },
    ],
    [
      "an empty list",
      { ...get, list: "empty" as const },
      { status: 200, words: "", body: { agents: [] } },
      { outcome: "ok" },
    ],
  ] as const)("%s", (_, probe, answer, verdict) => {
    expect(judge(probe, answer, foreign)).toEqual(verdict);
  });
});

describe("plan", () => {
  const me = side("a");
  const other = side("b", {
    server: [
      { id: "s1", name: "one", status: "ACTIVE" },
      { id: "s2", name: "two", status: "SHUTOFF" },
    ],
    "DNS recordset": [{ id: "r1", zone_id: "z1", type: "A" }],
    stack: [{ id: "k1", stack_name: "by hand" }],
  });
  const titles = (options = {}) => plan(othersChecks, me, other, "other", options);

  test("nothing that does harm or is a known gap without being asked for", () => {
    expect(titles().filter(({ probe }) => probe.harm !== undefined || probe.gap !== undefined)).toEqual([]);
    expect(
      titles({ destructive: true }).some(({ method, path }) => method === "DELETE" && path === "/servers/s1"),
    ).toBe(true);
  });

  test("every object is asked to be shown, changes are asked of the first that can take no harm", () => {
    const paths = titles().map(({ method, path }) => `${method} ${path}`);
    expect(paths).toEqual(
      expect.arrayContaining(["GET /servers/s1", "GET /servers/s2", "PUT /servers/s1", "GET /zones/z1/recordsets/r1"]),
    );
    expect(paths).not.toContain("PUT /servers/s2");
  });

  test("another project's endpoint stands beside the asker's; names are escaped", () => {
    const paths = titles().map(({ path }) => path);
    expect(paths).toContain("/../project-b/stacks/by%20hand/k1");
    expect(paths).toContain("/stacks/by%20hand/k1");
    expect(paths).toContain("/projects/project-b");
  });

  test("titles read like the request and name whose object it is", () => {
    expect(titles().map(({ title }) => title)).toContain("GET /v2.1/servers/{server_id} of b: server s2");
    expect(plan(othersChecks, me, me, "cloud").map(({ title }) => title)).toContain("GET /v2.1/os-hypervisors");
  });
});

test("changes tell what is gone, new, changed and only touched; sets have no order", () => {
  const held = (ports: readonly Raw[]) =>
    side("b", { port: ports, "security group rule": [{ id: "r" }], "security group": [] }).held;
  const before = held([
    { id: "1", name: "a", tags: ["x", "y"] },
    { id: "2", name: "b" },
    { id: "3", revision_number: 1 },
    { id: "5" },
  ]);
  const after = held([
    { id: "1", name: "a", tags: ["y", "x"] },
    { id: "2", name: "c" },
    { id: "3", revision_number: 2 },
    { id: "4" },
  ]);
  expect(changes(before, after)).toEqual([
    "port 5 is gone",
    "port 4 appeared",
    "port 2 changed in name",
    `port 3 ${touched}`,
  ]);
  expect(changes(before, before)).toEqual([]);
});
