// SPDX-License-Identifier: Apache-2.0
import type {
  CloudAggregate,
  CloudFlavor,
  CloudImage,
  CloudProject,
  CloudServer,
  ComputeQuota,
  ComputeService,
  Inventory,
  ResourceProvider,
} from "../flavors/index.ts";
import { LiveError } from "./errors.ts";
import { type Raw, text } from "./kinds.ts";
import type { OpenStack } from "./openstack-client.ts";

// One question each; every one is a GET. Answers are read as the APIs document them, missing numbers as 0.

/** Placement of Train and later; Nova's scheduler asks with it. */
const placement = { microversion: "1.36" } as const;

/** `2.93`: what the compute API names as its newest. */
export async function newestMicroversion(os: OpenStack): Promise<string | undefined> {
  try {
    const { version } = await os.request<{ version?: Raw }>("compute", "GET", "/");
    return text(version?.version);
  } catch (error) {
    // An endpoint with the project's id has no version document: the refusal of an impossible version names the newest.
    if (!(error instanceof LiveError) || error.fault !== "missing") throw error;
    return await refusedVersion(os);
  }
}

async function refusedVersion(os: OpenStack): Promise<string | undefined> {
  try {
    await os.request("compute", "GET", "/flavors?limit=1", { microversion: "2.9999" });
  } catch (error) {
    const newest = error instanceof LiveError ? /maximum is (2\.\d+)/i.exec(error.message)?.[1] : undefined;
    if (newest === undefined) throw error;
    return newest;
  }
  return undefined;
}

/** All flavors, private and disabled ones too; access and hidden extra specs of those that `matters` alone. */
export async function cloudFlavors(
  os: OpenStack,
  newest: string | undefined,
  matters: (name: string) => boolean,
): Promise<CloudFlavor[]> {
  const minor = Number(newest?.split(".")[1] ?? 1);
  const microversion = `2.${Math.min(minor, 61)}`;
  const raws = await os.list<Raw>("compute", "/flavors/detail?is_public=None", "flavors", { microversion });
  return await Promise.all(
    raws.map(async (raw): Promise<CloudFlavor> => {
      const name = text(raw["name"]) ?? "";
      const id = text(raw["id"]) ?? "";
      const isPublic = raw["os-flavor-access:is_public"] !== false;
      const extraSpecs =
        raw["extra_specs"] === undefined && matters(name) ? await extraSpecsOf(os, id) : raw["extra_specs"];
      const access = isPublic || !matters(name) ? undefined : await accessOf(os, id);
      return {
        id,
        name,
        ...sizes(raw),
        rxtxFactor: typeof raw["rxtx_factor"] === "number" ? raw["rxtx_factor"] : undefined,
        isPublic,
        disabled: raw["OS-FLV-DISABLED:disabled"] === true,
        description: text(raw["description"]),
        extraSpecs: extraSpecs === undefined ? undefined : strings(extraSpecs),
        access,
      };
    }),
  );
}

/** Absent when the policy hides them: a rule then says so. */
async function extraSpecsOf(os: OpenStack, id: string): Promise<unknown> {
  return await unlessForbidden(async () => {
    const answer = await os.request<Raw>("compute", "GET", `/flavors/${encodeURIComponent(id)}/os-extra_specs`);
    return answer["extra_specs"];
  });
}

async function accessOf(os: OpenStack, id: string): Promise<string[] | undefined> {
  return await unlessForbidden(async () => {
    const path = `/flavors/${encodeURIComponent(id)}/os-flavor-access`;
    const access = await os.list<Raw>("compute", path, "flavor_access");
    return access.map((each) => text(each["tenant_id"]) ?? "");
  });
}

async function unlessForbidden<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof LiveError && (error.fault === "forbidden" || error.fault === "missing")) return undefined;
    throw error;
  }
}

export async function aggregates(os: OpenStack): Promise<CloudAggregate[]> {
  const raws = await os.list<Raw>("compute", "/os-aggregates", "aggregates");
  return raws.map((raw) => ({
    name: text(raw["name"]) ?? "",
    uuid: text(raw["uuid"]),
    availabilityZone: text(raw["availability_zone"]),
    hosts: Array.isArray(raw["hosts"]) ? raw["hosts"].map(String) : [],
    metadata: strings(raw["metadata"]),
  }));
}

export async function computeServices(os: OpenStack): Promise<ComputeService[]> {
  const raws = await os.list<Raw>("compute", "/os-services?binary=nova-compute", "services");
  return raws.map((raw) => ({
    host: text(raw["host"]) ?? "",
    enabled: raw["status"] === "enabled",
    up: raw["state"] === "up" && raw["forced_down"] !== true,
    disabledReason: text(raw["disabled_reason"]),
  }));
}

export async function traits(os: OpenStack): Promise<string[]> {
  return await os.list<string>("placement", "/traits", "traits", placement);
}

export async function resourceClasses(os: OpenStack): Promise<string[]> {
  const raws = await os.list<Raw>("placement", "/resource_classes", "resource_classes", placement);
  return raws.map((raw) => text(raw["name"]) ?? "");
}

/** Every provider with its traits and inventories; one that goes while we ask is left out. */
export async function providers(os: OpenStack): Promise<ResourceProvider[]> {
  const raws = await os.list<Raw>("placement", "/resource_providers", "resource_providers", placement);
  const read = await Promise.all(
    raws.map(async (raw): Promise<ResourceProvider[]> => {
      const id = text(raw["uuid"]) ?? "";
      const path = `/resource_providers/${id}`;
      const answers = await unlessForbidden(() =>
        Promise.all([
          os.list<string>("placement", `${path}/traits`, "traits", placement),
          os.request<Raw>("placement", "GET", `${path}/inventories`, placement),
        ]),
      );
      if (answers === undefined) return [];
      const [its, { inventories }] = answers;
      const root = text(raw["root_provider_uuid"]) ?? id;
      return [{ id, name: text(raw["name"]) ?? id, root, traits: its, inventories: inventoriesOf(inventories) }];
    }),
  );
  return read.flat();
}

function inventoriesOf(raw: unknown): Record<string, Inventory> {
  return Object.fromEntries(
    Object.entries((raw ?? {}) as Readonly<Record<string, Raw>>).map(([name, inventory]) => [
      name,
      {
        total: number(inventory["total"]),
        reserved: number(inventory["reserved"]),
        minUnit: number(inventory["min_unit"], 1),
        maxUnit: number(inventory["max_unit"], 2_147_483_647),
        stepSize: number(inventory["step_size"], 1),
        ratio: number(inventory["allocation_ratio"], 1),
      },
    ]),
  );
}

/** How many candidates placement names, at most one. */
export async function candidates(os: OpenStack, query: string): Promise<number> {
  const answer = await os.request<Raw>("placement", "GET", `/allocation_candidates?limit=1&${query}`, placement);
  return Array.isArray(answer["allocation_requests"]) ? answer["allocation_requests"].length : 0;
}

export async function projects(os: OpenStack): Promise<CloudProject[]> {
  const raws = await os.list<Raw>("identity", "/projects", "projects");
  return raws.map((raw) => ({
    id: text(raw["id"]) ?? "",
    name: text(raw["name"]) ?? "",
    enabled: raw["enabled"] !== false,
  }));
}

/** Project → its compute quota set. */
export async function quotas(os: OpenStack, ids: ReadonlySet<string>): Promise<Record<string, ComputeQuota>> {
  const read = await Promise.all(
    [...ids].map(async (id): Promise<readonly [string, ComputeQuota]> => {
      const answer = await os.request<{ quota_set?: Raw }>(
        "compute",
        "GET",
        `/os-quota-sets/${encodeURIComponent(id)}`,
      );
      const set = answer.quota_set ?? {};
      return [
        id,
        { instances: number(set["instances"], -1), cores: number(set["cores"], -1), ram: number(set["ram"], -1) },
      ];
    }),
  );
  return Object.fromEntries(read);
}

export async function images(os: OpenStack): Promise<CloudImage[]> {
  const raws = await os.list<Raw>("image", "/images?limit=200", "images");
  return raws.map((raw) => ({
    name: text(raw["name"]) ?? "",
    id: text(raw["id"]),
    minRam: number(raw["min_ram"]),
    minDisk: number(raw["min_disk"]),
    size: typeof raw["size"] === "number" ? raw["size"] : undefined,
    virtualSizeGiB: Math.ceil(number(raw["virtual_size"] ?? raw["size"]) / 1024 ** 3),
    properties: strings(raw),
  }));
}

/** The servers of all projects, each with its copy of the flavor. */
export async function servers(os: OpenStack): Promise<CloudServer[]> {
  const raws = await os.list<Raw>("compute", "/servers/detail?all_tenants=1", "servers", { microversion: "2.47" });
  return raws.map((raw) => {
    const flavor = (raw["flavor"] ?? {}) as Raw;
    return {
      id: text(raw["id"]) ?? "",
      name: text(raw["name"]) ?? "",
      projectId: text(raw["tenant_id"]),
      flavor: {
        name: text(flavor["original_name"]) ?? "",
        ...sizes(flavor, "ephemeral"),
        extraSpecs: flavor["extra_specs"] === undefined ? undefined : strings(flavor["extra_specs"]),
      },
    };
  });
}

export async function deviceProfiles(os: OpenStack): Promise<string[]> {
  const raws = await os.list<Raw>("accelerator", "/device_profiles", "device_profiles");
  return raws.map((raw) => text(raw["name"]) ?? "");
}

function sizes(
  raw: Raw,
  ephemeral = "OS-FLV-EXT-DATA:ephemeral",
): Pick<CloudFlavor, "vcpus" | "ram" | "disk" | "ephemeral" | "swap"> {
  return {
    vcpus: number(raw["vcpus"]),
    ram: number(raw["ram"]),
    disk: number(raw["disk"]),
    ephemeral: number(raw[ephemeral]),
    // Before 2.75 no swap is an empty text.
    swap: number(raw["swap"]),
  };
}

function number(value: unknown, absent = 0): number {
  return typeof value === "number" ? value : absent;
}

/** Text, numbers and booleans as text; what has parts of its own is left out. */
function strings(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries((value ?? {}) as Raw)
      .filter(([, each]) => typeof each === "string" || typeof each === "number" || typeof each === "boolean")
      .map(([key, each]) => [key, String(each)]),
  );
}
