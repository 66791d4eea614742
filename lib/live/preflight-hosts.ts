// SPDX-License-Identifier: Apache-2.0
import type { Finding } from "../model/index.ts";
import type { EventPlan, TeamPlan } from "../planning/index.ts";
import { LiveError } from "./errors.ts";
import { type Size, describeSize, sizeFor } from "./flavor-size.ts";
import type { OpenStack } from "./openstack-client.ts";
import type { CloudFacts } from "./preflight-cloud.ts";

/** Sizes that no host could hold even when empty, asked of Placement once a size. Clouds without Placement for us are not asked. */
export async function checkHosts(
  os: OpenStack,
  plan: EventPlan,
  teams: readonly TeamPlan[],
  facts: CloudFacts,
): Promise<Finding[]> {
  if ((await os.endpoint("placement")) === undefined || facts.flavors === undefined) return [];
  const flavors = facts.flavors;
  const asked = new Map<string, Promise<boolean>>();
  const findings = await Promise.all(
    teams.flatMap(({ team }) =>
      team.vms.map(async (group): Promise<Finding[]> => {
        const size = sizeFor(plan, group, flavors);
        if (size === undefined) return [];
        const query = candidateQuery(size, group.rootVolume === undefined);
        const known = asked.get(query) ?? hasCandidate(os, query);
        asked.set(query, known);
        return (await known)
          ? []
          : [
              {
                code: "BV319",
                severity: "error",
                message: `no host has room for flavor "${group.flavor}"`,
                team: team.id,
                path: `teams.${team.id}.vms.${group.key}.flavor`,
                seen: describeSize(size),
                allowed: "what one hypervisor has free",
                hint: "choose a smaller flavor, or free a host; see: openstack hypervisor list --long",
              },
            ];
      }),
    ),
  );
  return findings.flat();
}

/** Placement's question for a size, as nova's scheduler asks it. */
function candidateQuery(size: Size, localDisk: boolean): string {
  const amounts = new Map<string, number>([
    ["VCPU", size.vcpus],
    ["MEMORY_MB", size.ramMiB],
    ["DISK_GB", localDisk ? size.diskGiB : 0],
  ]);
  const traits: string[] = [];
  for (const [key, value] of Object.entries(size.extraSpecs)) {
    const [prefix, name = ""] = key.split(":");
    if (prefix === "resources") amounts.set(name, Number(value));
    if (prefix === "trait" && value === "required") traits.push(name);
  }
  const resources = [...amounts]
    .filter(([, amount]) => amount > 0)
    .map(([name, amount]) => `${name}:${amount}`)
    .join(",");
  return `resources=${resources}${traits.length > 0 ? `&required=${traits.join(",")}` : ""}`;
}

async function hasCandidate(os: OpenStack, query: string): Promise<boolean> {
  try {
    const answer = await os.request<{ readonly allocation_requests: readonly unknown[] }>(
      "placement",
      "GET",
      `/allocation_candidates?${query}&limit=1`,
      { microversion: "1.17" },
    );
    return answer.allocation_requests.length > 0;
  } catch (error) {
    // Unknown resource class: 400. Forbidden or down: unknown, and not this check's to report.
    if (error instanceof LiveError) return error.details.status !== 400;
    throw error;
  }
}
