// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FlavorInput, fromInput, lintFlavors } from "../../lib/flavors/index.ts";
import { connect, type OpenStack, readFlavorFacts } from "../../lib/live/index.ts";
import { type Answer, type FakeCloud, fakeCloud } from "./fake-cloud.ts";

let cloud: FakeCloud;
let os: OpenStack;
const options = { retry: { retries: 0 } };

beforeEach(async () => {
  cloud = await fakeCloud();
  for (const [path, body] of Object.entries(answers)) answer(path, { body });
  // The fake catalog has neither of them.
  const file = join(cloud.folder, "clouds.yaml");
  const { clouds } = parse(readFileSync(file, "utf8")) as { clouds: { fake: object } };
  const overrides = {
    placement_endpoint_override: `${cloud.url}/placement`,
    accelerator_endpoint_override: `${cloud.url}/accelerator`,
  };
  writeFileSync(file, stringify({ clouds: { fake: { ...clouds.fake, ...overrides } } }));
  os = await connect("fake", { cwd: cloud.folder, home: cloud.folder, env: {}, ...options });
});
afterEach(async () => {
  os.close();
  await cloud.close();
});

const query = "resources=DISK_GB%3A20%2CMEMORY_MB%3A4096%2CVCPU%3A2&root_required=%21COMPUTE_STATUS_DISABLED";
const flavor: FlavorInput = { name: "m1.test", vcpus: 2, ram: 4096, disk: 20 };
const raw = {
  id: "1",
  name: "m1.test",
  vcpus: 2,
  ram: 4096,
  disk: 20,
  swap: "",
  "OS-FLV-EXT-DATA:ephemeral": 5,
  "OS-FLV-DISABLED:disabled": true,
  "os-flavor-access:is_public": false,
  rxtx_factor: 1,
  description: null,
  extra_specs: { "hw:cpu_policy": "shared" },
};
const forbidden: Answer = { status: 403, body: { forbidden: { code: 403, message: "Policy doesn't allow it." } } };

const answers: Readonly<Record<string, unknown>> = {
  "/compute/v2.1/": { version: { version: "2.96" } },
  "/compute/v2.1/flavors/detail?is_public=None": { flavors: [raw, { ...raw, id: "2", name: "other" }] },
  "/compute/v2.1/flavors/1/os-flavor-access": { flavor_access: [{ flavor_id: "1", tenant_id: "p1" }] },
  "/compute/v2.1/os-aggregates": {
    aggregates: [{ name: "ceph", uuid: "u", availability_zone: null, hosts: ["a"], metadata: { ceph: "true" } }],
  },
  "/compute/v2.1/os-services?binary=nova-compute": {
    services: [
      { host: "a", status: "enabled", state: "up", disabled_reason: null },
      { host: "b", status: "disabled", state: "up", disabled_reason: "disk" },
      { host: "c", status: "enabled", state: "up", forced_down: true },
      { host: "d", status: "enabled", state: "down" },
    ],
  },
  "/compute/v2.1/servers/detail?all_tenants=1": {
    servers: [
      {
        id: "s",
        name: "web-0",
        tenant_id: "p1",
        flavor: { original_name: "m1.test", vcpus: 2, ram: 4096, disk: 20, ephemeral: 5, swap: 0, extra_specs: {} },
      },
    ],
  },
  "/compute/v2.1/os-quota-sets/p1": { quota_set: { instances: 10, cores: -1, ram: 51_200, key_pairs: 100 } },
  "/placement/traits": { traits: ["HW_CPU_X86_AVX2"] },
  "/placement/resource_classes": { resource_classes: [{ name: "VCPU" }] },
  "/placement/resource_providers": {
    resource_providers: [
      { uuid: "r1", name: "a", root_provider_uuid: "r1" },
      { uuid: "gone", name: "b" },
    ],
  },
  "/placement/resource_providers/r1/traits": { traits: ["HW_CPU_X86_AVX2"] },
  "/placement/resource_providers/r1/inventories": {
    inventories: {
      VCPU: { total: 64, reserved: 2, min_unit: 1, max_unit: 64, step_size: 1, allocation_ratio: 4 },
      CUSTOM_X: { total: 1 },
    },
  },
  [`/placement/allocation_candidates?limit=1&${query}`]: { allocation_requests: [{}], provider_summaries: {} },
  "/v3/projects": {
    projects: [
      { id: "p1", name: "nris", enabled: true },
      { id: "p2", name: "x", enabled: false },
    ],
  },
  "/image/v2/images?limit=200": {
    images: [
      {
        id: "i",
        name: "debian",
        min_ram: 512,
        min_disk: 3,
        size: 1,
        virtual_size: 3 * 1024 ** 3 + 1,
        hw_x: "y",
        tags: [],
      },
    ],
  },
  "/accelerator/v2/device_profiles": { device_profiles: [{ name: "fpga" }] },
};

function answer(path: string, ...given: Answer[]): void {
  cloud.answers.set(`GET ${path}`, given);
}

const read = (inputs: readonly FlavorInput[] = [flavor], more: Parameters<typeof readFlavorFacts>[2] = {}) =>
  readFlavorFacts(
    os,
    inputs.map((each, index) => fromInput(each, index)),
    more,
  );

test("everything is read as the APIs give it, and nothing is written", async () => {
  const accelerated = query.replace("=%21", "=COMPUTE_ACCELERATORS%2C%21");
  answer(`/placement/allocation_candidates?limit=1&${accelerated}`, { body: { allocation_requests: [] } });
  const facts = await read([{ ...flavor, extraSpecs: { "accel:device_profile": "fpga" } }, flavor], { images: true });
  expect(facts).toMatchObject({
    cloud: "fake",
    microversion: "2.96",
    aggregates: [{ name: "ceph", uuid: "u", hosts: ["a"], metadata: { ceph: "true" } }],
    services: [
      { host: "a", enabled: true, up: true },
      { host: "b", enabled: false, up: true, disabledReason: "disk" },
      { host: "c", enabled: true, up: false },
      { host: "d", enabled: true, up: false },
    ],
    traits: ["HW_CPU_X86_AVX2"],
    resourceClasses: ["VCPU"],
    projects: [
      { id: "p1", name: "nris", enabled: true },
      { id: "p2", name: "x", enabled: false },
    ],
    quotas: { p1: { instances: 10, cores: -1, ram: 51_200 } },
    deviceProfiles: ["fpga"],
  });
  expect(facts.flavors).toEqual([
    {
      id: "1",
      name: "m1.test",
      vcpus: 2,
      ram: 4096,
      disk: 20,
      ephemeral: 5,
      swap: 0,
      rxtxFactor: 1,
      isPublic: false,
      disabled: true,
      description: undefined,
      extraSpecs: { "hw:cpu_policy": "shared" },
      access: ["p1"],
    },
    // Nobody asks who may use a flavor that is not linted.
    expect.objectContaining({ name: "other", access: undefined }),
  ]);
  // A provider that went while we asked is left out.
  expect(facts.providers).toEqual([
    {
      id: "r1",
      name: "a",
      root: "r1",
      traits: ["HW_CPU_X86_AVX2"],
      inventories: {
        VCPU: { total: 64, reserved: 2, minUnit: 1, maxUnit: 64, stepSize: 1, ratio: 4 },
        CUSTOM_X: { total: 1, reserved: 0, minUnit: 1, maxUnit: 2_147_483_647, stepSize: 1, ratio: 1 },
      },
    },
  ]);
  expect(facts.images).toEqual([
    expect.objectContaining({ name: "debian", minRam: 512, minDisk: 3, virtualSizeGiB: 4 }),
  ]);
  expect(facts.servers?.[0]).toEqual({
    id: "s",
    name: "web-0",
    projectId: "p1",
    flavor: { name: "m1.test", vcpus: 2, ram: 4096, disk: 20, ephemeral: 5, swap: 0, extraSpecs: {} },
  });
  expect(facts.candidates).toEqual({ [query]: { count: 1 }, [accelerated]: { count: 0 } });
  expect(cloud.seen.filter(({ method, path }) => method !== "GET" && path !== "/v3/auth/tokens")).toEqual([]);
  expect(JSON.parse(JSON.stringify(facts))).toMatchObject({ cloud: "fake" });
});

test("microversions are those that the cloud has", async () => {
  await read();
  const version = (path: string): unknown =>
    cloud.seen.find((each) => each.path === path)?.headers["openstack-api-version"];
  expect(version("/compute/v2.1/flavors/detail?is_public=None")).toBe("compute 2.61");
  expect(version("/compute/v2.1/servers/detail?all_tenants=1")).toBe("compute 2.47");
  expect(version(`/placement/allocation_candidates?limit=1&${query}`)).toBe("placement 1.36");
});

test("an older cloud gives extra specs one flavor at a time, for those that are linted", async () => {
  answer("/compute/v2.1/", { body: { version: { version: "2.53" } } });
  const { extra_specs: _, ...older } = raw;
  answer("/compute/v2.1/flavors/detail?is_public=None", {
    body: { flavors: [older, { ...older, id: "2", name: "x" }] },
  });
  answer("/compute/v2.1/flavors/1/os-extra_specs", { body: { extra_specs: { "hw:pmu": "true" } } });
  const { flavors, refused } = await read();
  expect(refused).toBeUndefined();
  expect(flavors?.map(({ extraSpecs }) => extraSpecs)).toEqual([{ "hw:pmu": "true" }, undefined]);
});

test("an endpoint without a version document tells its newest in a refusal", async () => {
  answer("/compute/v2.1/", { status: 404, body: {} });
  answer("/compute/v2.1/flavors?limit=1", {
    status: 406,
    body: {
      computeFault: {
        code: 406,
        message: "Version 2.9999 is not supported by the API. Minimum is 2.1 and maximum is 2.79.",
      },
    },
  });
  expect((await read()).microversion).toBe("2.79");
});

test("what may not be seen is left out and named; the rules then say what they could not look at", async () => {
  for (const path of ["os-aggregates", "os-services?binary=nova-compute", "servers/detail?all_tenants=1"])
    answer(`/compute/v2.1/${path}`, forbidden);
  answer("/placement/resource_providers", forbidden);
  answer(`/placement/allocation_candidates?limit=1&${query}`, forbidden);
  answer("/compute/v2.1/flavors/1/os-flavor-access", forbidden);
  const facts = await read();
  expect(Object.keys(facts.refused ?? {}).toSorted()).toEqual([
    "aggregates",
    "candidates",
    "providers",
    "servers",
    "services",
  ]);
  expect(facts.refused?.aggregates).toMatch(/^Policy doesn't allow it\.: compute 403 on GET/);
  expect(facts.flavors?.[0]?.access).toBeUndefined();
  const codes = lintFlavors([flavor], { cloud: facts }).filter(({ notChecked }) => notChecked);
  expect(codes.map(({ code }) => code)).toEqual(["FL707", "FL708", "FL709", "FL715"]);
});

test("what placement refuses is an answer, in its own words", async () => {
  answer(`/placement/allocation_candidates?limit=1&${query}`, {
    status: 400,
    body: {
      errors: [
        {
          status: 400,
          title: "Bad Request",
          detail:
            "The server could not comply with the request since it is either malformed or otherwise incorrect.\n\n No such trait(s): X.  ",
        },
      ],
    },
  });
  expect((await read()).candidates).toEqual({ [query]: { status: 400, message: "No such trait(s): X." } });
});

test("a request is asked once, whoever makes it; an unknown one is not asked", async () => {
  const alike = { ...flavor, name: "m1.twin" };
  await read([flavor, alike, { ...flavor, name: "m1.open", ram: "8 GB" }]);
  expect(cloud.seen.filter(({ path }) => path.startsWith("/placement/allocation_candidates"))).toHaveLength(1);
});

test("servers, images, device profiles and projects are asked only when somebody wants them", async () => {
  answer("/compute/v2.1/flavors/detail?is_public=None", { body: { flavors: [] } });
  const facts = await read([flavor], { servers: false });
  expect([facts.servers, facts.images, facts.deviceProfiles, facts.projects, facts.quotas]).toEqual(
    Array.from({ length: 5 }),
  );
  const asked = cloud.seen.map(({ path }) => path).join(" ");
  expect(asked).not.toMatch(/servers|images|device_profiles|projects|quota/);
});

test("a project that a definition names is looked up by name or id", async () => {
  answer("/compute/v2.1/flavors/detail?is_public=None", { body: { flavors: [] } });
  const quotas = async (access: string): Promise<unknown> => (await read([{ ...flavor, access: [access] }])).quotas;
  const known = { p1: { instances: 10, cores: -1, ram: 51_200 } };
  expect([await quotas("nris"), await quotas("p1"), await quotas("nobody")]).toEqual([known, known, undefined]);
});

test("a cloud that ends in between is an error, not a list that is missing", async () => {
  answer("/compute/v2.1/os-aggregates", { status: 503 });
  await expect(read()).rejects.toMatchObject({ fault: "unreachable" });
});
