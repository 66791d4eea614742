// SPDX-License-Identifier: Apache-2.0
import { type OthersCheck, nothing } from "../probe.ts";

const admin = { adminOnly: true } as const;

export const computeAdmin: OthersCheck = {
  code: "VO114",
  check: "compute-administration",
  what: "Hosts, services, aggregates and usage of the whole cloud are closed.",
  service: "compute",
  about: "cloud",
  hint: "the team's user carries an administrator's role, or nova's policy.yaml opens an administrator's API",
  probes: [
    { api: "GET /v2.1/os-hypervisors", ...admin },
    { api: "GET /v2.1/os-services", ...admin },
    { api: "GET /v2.1/os-aggregates", ...admin },
    { api: "GET /v2.1/os-availability-zone/detail", ...admin },
    { api: "GET /v2.1/os-migrations", ...admin },
    { api: "GET /v2.1/os-simple-tenant-usage", ...admin },
    { api: "GET /v2.1/os-instance_usage_audit_log", ...admin },
    {
      api: "PUT /v2.1/os-services/{nothing}",
      microversion: "2.53",
      body: () => ({ status: "enabled" }),
      tell: /service/i,
      harmless: "there is no such service: 404",
      ...admin,
    },
    {
      api: "DELETE /v2.1/os-aggregates/2147483000",
      tell: /aggregate/i,
      harmless: "there is no such aggregate: 404",
      ...admin,
    },
    { api: "DELETE /v2.1/flavors/{nothing}", tell: /flavor/i, harmless: "there is no such flavor: 404", ...admin },
    {
      api: "POST /v2.1/os-server-external-events",
      body: () => ({ events: [{ name: "network-changed", server_uuid: nothing }] }),
      tell: /instance/i,
      harmless: "there is no such server: 404",
      ...admin,
    },
  ],
};
