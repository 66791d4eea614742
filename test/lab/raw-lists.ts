// SPDX-License-Identifier: Apache-2.0
import type { OpenStack } from "../../lib/live/index.ts";

// A second opinion on what is left: the clouds' own lists as text, searched for names and project ids, without our inventory's rules.

const lists = [
  ["identity", "/projects", "projects"],
  ["identity", "/users", "users"],
  ["identity", "/role_assignments?include_names=true", "role_assignments"],
  ["compute", "/servers/detail?all_tenants=1", "servers"],
  ["compute", "/os-server-groups?all_projects=true", "server_groups"],
  ["compute", "/flavors/detail?is_public=none", "flavors"],
  ["network", "/networks", "networks"],
  ["network", "/subnets", "subnets"],
  ["network", "/routers", "routers"],
  ["network", "/ports", "ports"],
  ["network", "/security-groups", "security_groups"],
  ["network", "/security-group-rules", "security_group_rules"],
  ["network", "/floatingips", "floatingips"],
  ["network", "/quotas", "quotas"],
  ["block-storage", "/volumes/detail?all_tenants=1", "volumes"],
  ["block-storage", "/snapshots/detail?all_tenants=1", "snapshots"],
  ["image", "/images", "images"],
] as const;

/** Every object in the clouds' lists whose text holds one of the needles, as `list: text`. */
export async function mentions(cloud: OpenStack, needles: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const [service, path, key] of lists) {
    const answer = await cloud.request<Record<string, unknown[]>>(service, "GET", path);
    for (const object of answer[key] ?? []) {
      const text = JSON.stringify(object);
      if (needles.some((needle) => text.includes(needle))) found.push(`${key}: ${text.slice(0, 200)}`);
    }
  }
  return found;
}
