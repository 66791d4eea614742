// SPDX-License-Identifier: Apache-2.0
import type { OthersCheck } from "../probe.ts";

export const ports: OthersCheck = {
  code: "VO121",
  check: "others-ports",
  what: "Ports of another team cannot be seen, changed or deleted.",
  service: "network",
  about: "other",
  hint: "look for networks that both teams share and at update_port in neutron's policy.yaml",
  probes: [
    { api: "GET /v2.0/ports", on: "port", list: true },
    {
      api: "GET /v2.0/ports",
      note: "project_id of the other",
      on: "port",
      query: ({ other }) => `?project_id=${other.team.projectId}`,
      list: true,
    },
    { api: "GET /v2.0/ports/{port_id}", on: "port", each: true },
    {
      api: "PUT /v2.0/ports/{port_id}",
      on: "port",
      body: () => ({ port: {} }),
      harmless: "an empty change",
    },
    {
      api: "DELETE /v2.0/ports/{port_id}",
      note: "a router's interface",
      on: "port",
      pick: (port) => port["device_owner"] === "network:router_interface",
      harmless: "a router's interface is not deleted as a port: 409",
    },
    {
      api: "DELETE /v2.0/ports/{port_id}",
      on: "port",
      pick: (port) => port["device_owner"] !== "network:router_interface",
      harm: "cuts a server off",
    },
  ],
};
