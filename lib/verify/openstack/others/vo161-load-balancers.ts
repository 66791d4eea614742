// SPDX-License-Identifier: Apache-2.0
import type { OthersCheck } from "../probe.ts";

/** Octavia keeps the object and asks the policy: 403 for what another project owns. */
export const loadBalancers: OthersCheck = {
  code: "VO161",
  check: "others-load-balancers",
  what: "Load balancers, listeners and pools of another team cannot be seen, changed or deleted.",
  service: "load-balancer",
  about: "other",
  hint: "look for the roles load-balancer_global_observer and load-balancer_admin of the team's user",
  probes: [
    { api: "GET /v2/lbaas/loadbalancers", on: "load balancer", list: true },
    {
      api: "GET /v2/lbaas/loadbalancers",
      note: "project_id of the other",
      on: "load balancer",
      query: ({ other }) => `?project_id=${other.team.projectId}`,
      list: true,
    },
    { api: "GET /v2/lbaas/loadbalancers/{loadbalancer_id}", on: "load balancer", each: true },
    { api: "GET /v2/lbaas/loadbalancers/{loadbalancer_id}/stats", on: "load balancer" },
    { api: "GET /v2/lbaas/loadbalancers/{loadbalancer_id}/status", on: "load balancer" },
    {
      api: "PUT /v2/lbaas/loadbalancers/{loadbalancer_id}",
      on: "load balancer",
      body: ({ object }) => ({ loadbalancer: { name: object["name"] } }),
      harm: "it is configured anew, with the name that it has",
    },
    {
      api: "PUT /v2/lbaas/loadbalancers/{loadbalancer_id}/failover",
      on: "load balancer",
      harm: "builds it anew",
      adminOnly: true,
    },
    { api: "GET /v2/lbaas/listeners/{listener_id}", on: "listener", each: true },
    { api: "DELETE /v2/lbaas/listeners/{listener_id}", on: "listener", harm: "deletes it" },
    { api: "GET /v2/lbaas/pools/{pool_id}", on: "pool", each: true },
    { api: "GET /v2/lbaas/pools/{pool_id}/members", on: "pool" },
    { api: "DELETE /v2/lbaas/pools/{pool_id}", on: "pool", harm: "deletes it" },
    { api: "GET /v2/lbaas/quotas/{other_project_id}" },
    {
      api: "PUT /v2/lbaas/quotas/{other_project_id}",
      body: () => ({ quota: {} }),
      harmless: "sets no limit",
      adminOnly: true,
    },
    {
      api: "DELETE /v2/lbaas/quotas/{other_project_id}",
      harm: "sets its limits back to the cloud's defaults",
      adminOnly: true,
    },
    {
      api: "DELETE /v2/lbaas/loadbalancers/{loadbalancer_id}",
      on: "load balancer",
      query: () => "?cascade=true",
      harm: "deletes it with all below",
    },
  ],
};
