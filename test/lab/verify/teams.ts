// SPDX-License-Identifier: Apache-2.0
import { readContext, teamKubeconfig } from "../../../lib/live/index.ts";
import {
  type CheckResult,
  type KubernetesTeam,
  type TeamVerdict,
  verifyKubernetes,
} from "../../../lib/verify/index.ts";
import type { Tenancy, Tenant } from "../tenancy/teams.ts";

/** A tenant as `verify` wants it: its own kubeconfig and what the charts made for it. */
export function verifiable(tenancy: Tenancy, tenant: Tenant, token: string = tenant.token): KubernetesTeam {
  const { event, plan, tenants } = tenancy;
  const { cluster, context } = readContext(plan.event.clouds.kubernetes ?? "");
  const planned = plan.teams.find(({ team }) => team.id === tenant.id);
  if (planned === undefined) throw new Error(`${tenant.id} is not planned in ${context}`);
  return {
    id: tenant.id,
    event,
    namespace: tenant.namespace,
    kubeconfig: teamKubeconfig({ cluster, name: tenant.namespace, namespace: tenant.namespace, token }),
    credentialsExpire: planned.credentialsExpire,
    planned: tenant.objects,
    others: tenants.map(({ namespace }) => namespace).filter((namespace) => namespace !== tenant.namespace),
  };
}

export async function verdict(team: KubernetesTeam): Promise<TeamVerdict> {
  const [found] = await verifyKubernetes({ teams: [team] });
  if (found === undefined) throw new Error("no verdict");
  return found;
}

/** `VK104 get nodes/proxy` of each result that is not ok; what is unknown says why. */
export function notOk(results: readonly CheckResult[]): string[] {
  return results
    .filter(({ outcome }) => outcome !== "ok")
    .map(
      ({ code, probe, outcome, seen }) => `${code} ${probe}${outcome === "unknown" ? ` unknown: ${seen ?? ""}` : ""}`,
    )
    .toSorted();
}
