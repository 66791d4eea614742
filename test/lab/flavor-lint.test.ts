// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CloudFacts, type FlavorInput, fromInput, lintFlavors } from "../../lib/flavors/index.ts";
import { asUser, connect, findCloud, type OpenStack, readFlavorFacts } from "../../lib/live/index.ts";
import { spawnCli } from "../cli/harness.ts";

// Flavors are made in the lab's real Nova, one good and seven bad; the linter says which are bad, and Nova agrees when servers boot.

const cloud = process.env["BIVOUAC_TEST_CLOUD"] ?? "bivouac-lab";
const mark = `lint-${randomBytes(3).toString("hex")}`;
const base = { vcpus: 1, ram: 512, disk: 1, public: true, existing: true } as const;

interface Seed {
  /** As `flavors.yaml` says it. */
  readonly input: Omit<FlavorInput, "name">;
  /** What the cloud gets instead. */
  readonly there?: Partial<Record<"ram" | "is_public", unknown>>;
  /** Findings of live rules, with what was seen. */
  readonly expected: readonly (readonly [code: string, severity: string, seen: string | undefined])[];
  /** How a server of it ends, where it can be tried within the administrator's quota. */
  readonly server?: "ACTIVE" | "ERROR";
}

const seeds: Readonly<Record<string, Seed>> = {
  good: {
    input: { ...base, extraSpecs: { [`aggregate_instance_extra_specs:${mark}`]: "<or> gold <or> silver" } },
    expected: [],
    server: "ACTIVE",
  },
  "no-aggregate": {
    input: { ...base, extraSpecs: { [`aggregate_instance_extra_specs:${mark}`]: "bronze" } },
    expected: [["FL703", "error", "bronze"]],
    server: "ERROR",
  },
  "no-trait": {
    input: { ...base, extraSpecs: { "trait:HW_CPU_X86_AVX512F": "required" } },
    expected: [["FL706", "error", "HW_CPU_X86_AVX512F"]],
    server: "ERROR",
  },
  "no-inventory": {
    input: { ...base, extraSpecs: { "resources:PGPU": "1" } },
    expected: [["FL707", "error", "1 PGPU"]],
    server: "ERROR",
  },
  // Each group alone is served; two providers of one host are not there. Only placement itself knows that.
  "no-candidate": {
    input: {
      ...base,
      vcpus: 2,
      extraSpecs: { "resources1:VCPU": "1", "resources2:VCPU": "1", group_policy: "isolate" },
    },
    expected: [
      ["FL705", "warning", "group_policy"],
      [
        "FL708",
        "error",
        "group_policy=isolate&resources=DISK_GB:1,MEMORY_MB:512&resources1=VCPU:1&resources2=VCPU:1&root_required=!COMPUTE_STATUS_DISABLED",
      ],
    ],
    server: "ERROR",
  },
  "too-large": {
    input: { ...base, vcpus: 65, swap: 1 },
    expected: [["FL709", "error", "65 VCPU"]],
  },
  drifted: {
    input: { ...base, ram: 1024 },
    there: { ram: 512 },
    expected: [["FL701", "error", "1024 MiB"]],
  },
  unreachable: {
    input: { ...base, public: false, access: [`${mark}-project`] },
    there: { is_public: false },
    expected: [
      ["FL710", "error", undefined],
      ["FL710", "error", `${mark}-project`],
    ],
  },
};

const input = (name: string): FlavorInput => ({ name: `${mark}-${name}`, ...seeds[name]?.input });
const inputs = Object.keys(seeds).map(input);

let admin: OpenStack;
let facts: CloudFacts;
let folder: string;
let aggregate: number | undefined;
const ids = new Map<string, string>();
const servers: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bivouac-lint-"));
  admin = await connect(cloud);
  const made = await admin.request<{ aggregate: { id: number } }>("compute", "POST", "/os-aggregates", {
    body: { aggregate: { name: mark } },
  });
  aggregate = made.aggregate.id;
  for (const action of [
    { set_metadata: { metadata: { [mark]: "gold, platinum" } } },
    { add_host: { host: "compute-8" } },
  ])
    await admin.request("compute", "POST", `/os-aggregates/${aggregate}/action`, { body: action });
  for (const [name, { input: fields, there }] of Object.entries(seeds)) {
    const { flavor } = await admin.request<{ flavor: { id: string } }>("compute", "POST", "/flavors", {
      body: {
        flavor: {
          name: `${mark}-${name}`,
          vcpus: fields["vcpus"],
          ram: there?.ram ?? fields["ram"],
          disk: fields["disk"],
          swap: fields["swap"] ?? 0,
          "os-flavor-access:is_public": there?.is_public ?? true,
        },
      },
    });
    ids.set(name, flavor.id);
    if (fields.extraSpecs)
      await admin.request("compute", "POST", `/flavors/${flavor.id}/os-extra_specs`, {
        body: { extra_specs: fields.extraSpecs },
      });
  }
  facts = await readFlavorFacts(
    admin,
    inputs.map((each, index) => fromInput(each, index)),
    { images: true },
  );
});

afterAll(async () => {
  if (admin === undefined) return;
  for (const id of servers) await admin.request("compute", "DELETE", `/servers/${id}`);
  // A flavor may go while servers of it do; a host may not leave an aggregate that its servers need.
  for (const id of servers) await gone(id);
  for (const id of ids.values()) await admin.request("compute", "DELETE", `/flavors/${id}`);
  if (aggregate !== undefined) {
    await admin.request("compute", "POST", `/os-aggregates/${aggregate}/action`, {
      body: { remove_host: { host: "compute-8" } },
    });
    await admin.request("compute", "DELETE", `/os-aggregates/${aggregate}`);
  }
  admin.close();
  await rm(folder, { recursive: true, force: true });
});

test("the command says of each bad flavor what is wrong, and of the good one nothing", async () => {
  const file = join(folder, "flavors.yaml");
  const flavors = Object.fromEntries(inputs.map(({ name, ...fields }) => [name, fields]));
  await writeFile(file, stringify({ version: 1, flavors }));
  const { code, stdout } = await spawnCli([
    "lint",
    "flavors",
    file,
    "--no-config",
    "--target",
    "zed",
    "--live",
    cloud,
    "--format",
    "json",
  ]);
  const { findings } = JSON.parse(stdout) as { findings: Readonly<Record<string, string>>[] };
  const live = findings.filter(({ code: rule = "" }) => rule.startsWith("FL7"));
  for (const [name, { expected }] of Object.entries(seeds))
    expect(
      live
        .filter(({ subject }) => subject === `${mark}-${name}`)
        .toSorted((a, b) => (`${a["code"]} ${a["seen"] ?? ""}` < `${b["code"]} ${b["seen"] ?? ""}` ? -1 : 1))
        .map(({ code: rule, severity, seen }) => [rule, severity, seen]),
      name,
    ).toEqual(expected);
  // The rest is about flavors that others made.
  const others = live.filter(({ subject = "" }) => !subject.startsWith(mark));
  expect(new Set(others.map(({ code: rule }) => rule))).toEqual(new Set(["FL702"]));
  expect(code).toBe(1);
});

test("placement's dry run and Nova's scheduler agree with the findings", async () => {
  const [image] = await admin.list<{ id: string }>("image", "/images?name=ubuntu-24.04", "images");
  const tried = Object.entries(seeds).filter(([, { server }]) => server !== undefined);
  for (const [name] of tried) {
    const { server } = await admin.request<{ server: { id: string } }>("compute", "POST", "/servers", {
      microversion: "2.37",
      body: {
        server: { name: `${mark}-${name}`, imageRef: image?.id, flavorRef: ids.get(name), networks: "none" },
      },
    });
    servers.push(server.id);
  }
  const ended = await Promise.all(servers.map(async (id) => (await settled(id)).status));
  expect(tried.map(([name], index) => [name, ended[index]])).toEqual(tried.map(([name, { server }]) => [name, server]));
});

test("a server of a flavor that was changed is found", async () => {
  const { servers: now } = await readFlavorFacts(admin, []);
  const changed = { ...input("good"), ram: 768 };
  const findings = lintFlavors([changed], { target: "zed", cloud: { ...facts, servers: now } });
  expect(findings.filter(({ code }) => code === "FL715")).toMatchObject([
    {
      subject: `${mark}-good`,
      message: `cloud ${cloud} has one server with an older copy of the flavor`,
      seen: `ram 512 in ${mark}-good`,
    },
  ]);
});

test("every part of the facts is read, and every request of a seed was asked", () => {
  expect(facts).toMatchObject({ cloud, microversion: "2.93" });
  expect(facts.refused).toBeUndefined();
  expect(facts.publicFlavorsOnly).toBeUndefined();
  for (const part of ["services", "traits", "resourceClasses", "providers", "images", "projects"] as const)
    expect(facts[part]?.length, part).toBeGreaterThan(0);
  expect(facts.providers?.find(({ name }) => name === "compute-1")?.inventories?.["MEMORY_MB"]).toEqual({
    total: 262_144,
    reserved: 0,
    minUnit: 1,
    maxUnit: 262_144,
    stepSize: 1,
    ratio: 1,
  });
  expect(facts.aggregates?.find(({ name }) => name === mark)).toMatchObject({
    hosts: ["compute-8"],
    metadata: { [mark]: "gold, platinum" },
  });
  // Three seeds ask for the same.
  expect(Object.keys(facts.candidates ?? {}).length).toBe(6);
});

test("a plain member is told what could not be looked at", async () => {
  const member = await connect(`${cloud}-demo`);
  try {
    const seen = await readFlavorFacts(member, [fromInput(input("no-trait"), 0), fromInput(input("unreachable"), 1)]);
    expect(Object.keys(seen.refused ?? {}).toSorted()).toEqual([
      "aggregates",
      "candidates",
      "projects",
      "providers",
      "resourceClasses",
      "servers",
      "services",
      "traits",
    ]);
    expect(seen.publicFlavorsOnly).toBe(true);
    const findings = lintFlavors([input("no-trait"), input("unreachable")], { target: "zed", cloud: seen }).filter(
      ({ code, subject }) => code.startsWith("FL7") && (code !== "FL702" || subject === `${mark}-unreachable`),
    );
    expect(findings.filter(({ notChecked, severity }) => notChecked !== true || severity !== "info")).toEqual([]);
    expect(findings.map(({ code }) => code).toSorted()).toEqual([
      "FL702",
      "FL706",
      "FL707",
      "FL708",
      "FL709",
      "FL710",
      "FL715",
    ]);
  } finally {
    member.close();
  }
});

test("wrong credentials are an error, not a clean cloud", async () => {
  const stranger = asUser(findCloud(cloud), { name: "nobody", password: "wrong", project: "nothing" });
  await expect(connect(stranger)).rejects.toMatchObject({ exitCode: 3 });
});

async function settled(id: string): Promise<{ readonly status: string }> {
  const { server } = await admin.request<{ server: { status: string } }>("compute", "GET", `/servers/${id}`);
  if (server.status !== "BUILD") return server;
  await new Promise((done) => {
    setTimeout(done, 500);
  });
  return settled(id);
}

async function gone(id: string): Promise<void> {
  try {
    await admin.request("compute", "GET", `/servers/${id}`);
  } catch {
    return;
  }
  await new Promise((done) => {
    setTimeout(done, 300);
  });
  await gone(id);
}
