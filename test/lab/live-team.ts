// SPDX-License-Identifier: Apache-2.0
import type { OpenStack } from "../../lib/live/index.ts";
import { type Owner, ownerDescription, ownerMetadata, ownerTags, resourceName } from "../../lib/model/index.ts";
import { until } from "./tenancy/until.ts";

/** A busy lab takes its time: floating IPs of many teams at once took it 43 s. */
export const patient = { timeoutMs: 300_000 };

/** A team that is made through the APIs alone. */
export interface HandMade {
  readonly event: string;
  readonly name: string;
  readonly password: string;
  readonly owner: (key: string) => Owner;
}

/** Project, user and role, marked as bivouac marks them. @returns id of the project */
export async function makeProject(admin: OpenStack, { name, owner, password }: HandMade): Promise<string> {
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

/** One of nearly everything that a team can have, partly marked and partly as a member would make it by hand. */
export async function makeObjects(admin: OpenStack, team: OpenStack, { event, name, owner }: HandMade): Promise<void> {
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
  // Keystone's workers learn of a new role one after the other.
  await settled("credential", () =>
    make("identity", `/users/${user.id}/application_credentials`, "application_credential", {
      name: resourceName(name, "credential"),
    }).then(
      () => true,
      (error: unknown) => {
        if (String(error).includes("Could not find role assignment")) return false;
        throw error;
      },
    ),
  );
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
  await settled(
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
  await settled(
    "server",
    async () =>
      (await team.request<{ server: { status: string } }>("compute", "GET", `/servers/${server}`)).server.status ===
      "ACTIVE",
  );
  await make("compute", `/servers/${server}/os-volume_attachments`, "volumeAttachment", { volumeId: volume });
  await settled(
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
    await team.request("orchestration", "POST", "/stacks", {
      body: {
        stack_name: "by-hand",
        template: { heat_template_version: "2018-08-31", resources: { r: { type: "OS::Heat::RandomString" } } },
      },
    });
  }
}

/** OpenStack takes longer, and is asked less often. */
export async function settled(what: string, isSo: () => Promise<boolean>): Promise<void> {
  await until(what, isSo, 600_000, 500);
}
