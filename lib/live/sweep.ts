// SPDX-License-Identifier: Apache-2.0
import { dropQuotas } from "./cleanup.ts";
import { LiveError } from "./errors.ts";
import { type Raw, projectOf } from "./kinds.ts";
import type { OpenStack } from "./openstack-client.ts";

export interface Sweep {
  /** Default security groups removed. */
  readonly securityGroups: number;
  /** Projects whose quotas were forgotten. */
  readonly quotas: number;
  readonly failed: readonly { readonly what: string; readonly reason: string }[];
}

/**
 * What Neutron and the quota tables keep of projects that are gone, and that no Pulumi resource stands for: the
 * `default` security group that Neutron makes by itself, and quotas. Projects that still exist are left alone.
 * @param projects ids, from stack outputs or an earlier inventory
 */
export async function sweepProjects(os: OpenStack, projects: readonly string[]): Promise<Sweep> {
  const failed: { what: string; reason: string }[] = [];
  const attempt = async (what: string, action: () => Promise<unknown>): Promise<boolean> => {
    try {
      await action();
      return true;
    } catch (error) {
      if (!(error instanceof LiveError) || error.fault === "auth") throw error;
      if (error.fault !== "missing") failed.push({ what, reason: error.message });
      return false;
    }
  };
  const gone = new Set((await Promise.all(projects.map(async (id) => ((await isGone(os, id)) ? [id] : [])))).flat());
  if (gone.size === 0) return { securityGroups: 0, quotas: 0, failed };
  // Not filtered by project: that very question makes Neutron create the group again.
  const groups = (await os.list<Raw>("network", "/security-groups?name=default", "security_groups")).filter((group) =>
    gone.has(projectOf(group) ?? ""),
  );
  const removed = await Promise.all(
    groups.map((group) =>
      attempt(`security group default of project ${projectOf(group) ?? ""}`, () =>
        os.request("network", "DELETE", `/security-groups/${String(group.id)}`),
      ),
    ),
  );
  const forgotten = await Promise.all(
    [...gone].map((id) => attempt(`quotas of project ${id}`, () => dropQuotas(os, id))),
  );
  return { securityGroups: removed.filter(Boolean).length, quotas: forgotten.filter(Boolean).length, failed };
}

async function isGone(os: OpenStack, project: string): Promise<boolean> {
  try {
    await os.request("identity", "GET", `/projects/${project}`);
    return false;
  } catch (error) {
    if (error instanceof LiveError && error.fault === "missing") return true;
    throw error;
  }
}
