// SPDX-License-Identifier: Apache-2.0
import type { OthersCheck } from "../probe.ts";

export const floatingIps: OthersCheck = {
  code: "VO124",
  check: "others-floating-ips",
  what: "Floating IPs of another team cannot be seen, taken or led elsewhere.",
  service: "network",
  about: "other",
  hint: "look at *_floatingip in neutron's policy.yaml",
  probes: [
    { api: "GET /v2.0/floatingips", on: "floating IP", list: true },
    { api: "GET /v2.0/floatingips/{floatingip_id}", on: "floating IP", each: true },
    {
      api: "PUT /v2.0/floatingips/{floatingip_id}",
      on: "floating IP",
      body: ({ object }) => ({ floatingip: { port_id: object["port_id"] } }),
      harmless: "the port that it has",
    },
    { api: "GET /v2.0/floatingips/{floatingip_id}/port_forwardings", on: "floating IP" },
    {
      api: "POST /v2.0/floatingips",
      note: "to the other's port",
      on: "floating IP",
      pick: (address) => typeof address["port_id"] === "string",
      body: ({ object }) => ({
        floatingip: {
          floating_network_id: object["floating_network_id"],
          port_id: object["port_id"],
          fixed_ip_address: object["fixed_ip_address"],
        },
      }),
      harmless: "the port has a floating IP already: 409",
    },
    {
      api: "PUT /v2.0/floatingips/{floatingip_id}",
      note: "to nowhere",
      on: "floating IP",
      body: () => ({ floatingip: { port_id: null } }),
      harm: "the other's server is no longer reached",
    },
    { api: "DELETE /v2.0/floatingips/{floatingip_id}", on: "floating IP", harm: "gives the address back" },
  ],
};
