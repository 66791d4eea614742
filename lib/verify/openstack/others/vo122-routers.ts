// SPDX-License-Identifier: Apache-2.0
import { type OthersCheck, nothing } from "../probe.ts";

export const routers: OthersCheck = {
  code: "VO122",
  check: "others-routers",
  what: "Routers of another team cannot be seen, changed or deleted.",
  service: "network",
  about: "other",
  hint: "look at *_router in neutron's policy.yaml",
  probes: [
    { api: "GET /v2.0/routers", on: "router", list: true },
    { api: "GET /v2.0/routers/{router_id}", on: "router", each: true },
    {
      api: "PUT /v2.0/routers/{router_id}",
      on: "router",
      body: () => ({ router: {} }),
      harmless: "an empty change",
    },
    {
      api: "PUT /v2.0/routers/{router_id}/add_router_interface",
      on: "router",
      body: () => ({ subnet_id: nothing }),
      tell: /subnet/i,
      harmless: "there is no such subnet: 404",
    },
    {
      api: "PUT /v2.0/routers/{router_id}/remove_router_interface",
      on: "router",
      body: () => ({ port_id: nothing }),
      tell: /port|interface/i,
      harmless: "there is no such port: 404",
    },
    {
      api: "DELETE /v2.0/routers/{router_id}",
      note: "in use",
      on: "router",
      pick: (router, { other }) =>
        (other.held.objects.get("port") ?? []).some(
          (port) => port["device_owner"] === "network:router_interface" && port["device_id"] === router["id"],
        ),
      harmless: "it has an interface: 409",
    },
    {
      api: "PUT /v2.0/routers/{router_id}",
      note: "external gateway",
      on: "router",
      body: () => ({ router: { external_gateway_info: null } }),
      harm: "cuts the team off the internet",
    },
  ],
};
