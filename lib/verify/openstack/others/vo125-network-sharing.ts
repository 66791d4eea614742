// SPDX-License-Identifier: Apache-2.0
import type { Raw } from "../holdings.ts";
import { type OthersCheck, type Question, nothing } from "../probe.ts";

const network_id = ({ me }: Question): string | undefined => {
  const [first] = me.held.objects.get("network") ?? [];
  return typeof first?.["id"] === "string" ? first["id"] : undefined;
};
const undo = (answer: Raw): string => `/networks/${(answer["network"] as { id: string }).id}`;

/** Sharing with one chosen project is Neutron's self-service by default; with everybody it is not. */
export const networkSharing: OthersCheck = {
  code: "VO125",
  check: "network-sharing",
  what: "A team cannot share its network with everybody, make it external or choose its wire.",
  service: "network",
  about: "cloud",
  hint: "look at create_network:shared, router:external, provider:* and create_rbac_policy:target_tenant in neutron's policy.yaml",
  probes: [
    {
      api: "PUT /v2.0/networks/{network_id}",
      note: "shared",
      params: { network_id },
      body: () => ({ network: { shared: false } }),
      harmless: "what it is already",
      adminOnly: true,
    },
    {
      api: "PUT /v2.0/networks/{network_id}",
      note: "router:external",
      params: { network_id },
      body: () => ({ network: { "router:external": false } }),
      harmless: "what it is already",
      adminOnly: true,
    },
    {
      api: "POST /v2.0/rbac-policies",
      note: "access_as_shared to everybody",
      body: () => ({
        rbac_policy: { object_type: "network", object_id: nothing, action: "access_as_shared", target_tenant: "*" },
      }),
      tell: /could not be found/i,
      harmless: "there is no such network: 404",
      adminOnly: true,
    },
    {
      api: "POST /v2.0/networks",
      note: "shared",
      body: () => ({ network: { name: "bivouac-verify", shared: true } }),
      harm: "a network that everybody sees",
      undo,
      adminOnly: true,
    },
    {
      api: "POST /v2.0/networks",
      note: "router:external",
      body: () => ({ network: { name: "bivouac-verify", "router:external": true } }),
      harm: "an external network",
      undo,
      adminOnly: true,
    },
    {
      api: "POST /v2.0/networks",
      note: "provider:network_type",
      body: () => ({ network: { name: "bivouac-verify", "provider:network_type": "vxlan" } }),
      harm: "a network on a chosen wire",
      undo,
      adminOnly: true,
    },
  ],
};
