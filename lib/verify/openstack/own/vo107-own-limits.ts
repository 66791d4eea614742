// SPDX-License-Identifier: Apache-2.0
import type { Service } from "../../../live/index.ts";
import { ask } from "../judge.ts";
import type { OwnCheck, OwnResult } from "./own-check.ts";

const reads: readonly (readonly [Service, string, (project: string) => string])[] = [
  ["compute", "GET /v2.1/limits", () => "/limits"],
  ["compute", "GET /v2.1/os-quota-sets/{tenant_id}", (project) => `/os-quota-sets/${project}`],
  ["compute", "GET /v2.1/flavors", () => "/flavors"],
  ["network", "GET /v2.0/quotas/{project_id}", (project) => `/quotas/${project}`],
  ["network", "GET /v2.0/networks?router:external=True", () => "/networks?router:external=True"],
  ["block-storage", "GET /v3/{project_id}/limits", () => "/limits"],
  ["block-storage", "GET /v3/{project_id}/os-quota-sets/{target}", (project) => `/os-quota-sets/${project}?usage=True`],
  ["block-storage", "GET /v3/{project_id}/types", () => "/types"],
  ["image", "GET /v2/images", () => "/images?limit=1"],
];

export const ownLimits: OwnCheck = {
  code: "VO107",
  check: "own-limits",
  what: "The team can read its limits, and the flavors, images, volume types and external networks it builds on.",
  hint: "the service's policy.yaml is narrower than its defaults",
  ask: async ({ os, side: { team } }) => {
    const answers = await Promise.all(
      reads.map(async ([service, probe, path]): Promise<readonly OwnResult[]> => {
        if ((await os.endpoint(service)) === undefined) return [];
        const { status, words } = await ask(os, service, "GET", path(team.projectId));
        if (status === 200) return [{ probe, expected: "allowed", outcome: "ok" }];
        const outcome = status === undefined || status >= 500 ? "unknown" : "red";
        return [{ probe, expected: "allowed", outcome, seen: `HTTP ${status ?? "without answer"}: ${words}` }];
      }),
    );
    return answers.flat();
  },
};
