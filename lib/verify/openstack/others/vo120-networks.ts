// SPDX-License-Identifier: Apache-2.0
import { type OthersCheck, nothing } from "../probe.ts";

/** Neutron looks for the object as the asker sees it (404), then asks the policy (403). */
export const networks: OthersCheck = {
  code: "VO120",
  check: "others-networks",
  what: "Networks and subnets of another team cannot be seen, changed or used.",
  service: "network",
  about: "other",
  hint: "list the RBAC policies of the network (openstack network rbac list) and delete the one that shares it",
  probes: [
    { api: "GET /v2.0/networks", on: "network", list: true },
    {
      api: "GET /v2.0/networks",
      note: "project_id of the other",
      on: "network",
      query: ({ other }) => `?project_id=${other.team.projectId}`,
      list: true,
    },
    { api: "GET /v2.0/networks/{network_id}", on: "network", each: true },
    { api: "GET /v2.0/network-ip-availabilities/{network_id}", on: "network", adminOnly: true },
    { api: "GET /v2.0/networks/{network_id}/tags", on: "network" },
    {
      api: "PUT /v2.0/networks/{network_id}",
      on: "network",
      body: () => ({ network: {} }),
      harmless: "an empty change",
    },
    {
      api: "DELETE /v2.0/networks/{network_id}/tags/{nothing}",
      on: "network",
      tell: /tag/i,
      harmless: "the tag is not there: 404",
    },
    {
      api: "POST /v2.0/ports",
      note: "on the other's network",
      on: "network",
      body: ({ object }) => ({ port: { network_id: object["id"], fixed_ips: [{ subnet_id: nothing }] } }),
      tell: /subnet/i,
      harmless: "there is no such subnet: 404",
    },
    {
      api: "POST /v2.0/subnets",
      note: "on the other's network",
      on: "subnet",
      body: ({ object }) => ({
        subnet: { network_id: object["network_id"], ip_version: object["ip_version"], cidr: object["cidr"] },
      }),
      harmless: "the range is taken: 400",
    },
    { api: "GET /v2.0/subnets", on: "subnet", list: true },
    { api: "GET /v2.0/subnets/{subnet_id}", on: "subnet", each: true },
    {
      api: "PUT /v2.0/subnets/{subnet_id}",
      on: "subnet",
      body: () => ({ subnet: {} }),
      harmless: "an empty change",
    },
    {
      api: "DELETE /v2.0/subnets/{subnet_id}",
      on: "subnet",
      pick: (subnet, { other }) =>
        (other.held.objects.get("port") ?? []).some(
          (port) =>
            port["device_owner"] === "network:router_interface" &&
            JSON.stringify(port["fixed_ips"]).includes(String(subnet["id"])),
        ),
      harmless: "a router uses it: 409",
    },
    {
      api: "DELETE /v2.0/networks/{network_id}",
      on: "network",
      pick: (network, { other }) =>
        (other.held.objects.get("port") ?? []).some(
          (port) => port["device_owner"] === "network:router_interface" && port["network_id"] === network["id"],
        ),
      harmless: "a router uses it: 409",
    },
    {
      api: "POST /v2.0/networks",
      note: "project_id of the other",
      body: ({ other }) => ({ network: { name: "bivouac-verify", project_id: other.team.projectId } }),
      refused: [400, 401, 403, 404],
      harm: "a network in the other's project",
      undo: (answer) => `/networks/${(answer["network"] as { id: string }).id}`,
    },
    {
      api: "POST /v2.0/ports",
      note: "plain, on the other's network",
      on: "network",
      body: ({ object }) => ({ port: { network_id: object["id"] } }),
      harm: "takes an address of the other's network",
      undo: (answer) => `/ports/${(answer["port"] as { id: string }).id}`,
    },
    {
      api: "POST /v2.0/rbac-policies",
      note: "shares the other's network with the asker",
      on: "network",
      body: ({ object, me }) => ({
        rbac_policy: {
          object_type: "network",
          object_id: object["id"],
          action: "access_as_shared",
          target_tenant: me.team.projectId,
        },
      }),
      // "Only admins can manipulate policies on objects they do not own" is a 400.
      refused: [400, 401, 403, 404],
      harm: "opens the network",
      undo: (answer) => `/rbac-policies/${(answer["rbac_policy"] as { id: string }).id}`,
    },
  ],
};
