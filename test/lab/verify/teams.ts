// SPDX-License-Identifier: Apache-2.0
import { readContext, teamKubeconfig } from "../../../lib/live/index.ts";
import {
  type CheckResult,
  type KubernetesTeam,
  type TeamVerdict,
  verifyKubernetes,
} from "../../../lib/verify/index.ts";
import { makeTenancy, type Tenancy, type Tenant } from "../tenancy/teams.ts";

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
    guardRails: plan.event.guardRails,
    storageClasses: [foreignClass(event)],
    others: tenants.map(({ namespace }) => namespace).filter((namespace) => namespace !== tenant.namespace),
  };
}

const classes = "/apis/storage.k8s.io/v1/storageclasses";

/** A storage class that no team may use; made by `guardedTeams`. */
export function foreignClass(event: string): string {
  return `${event}-foreign`;
}

/** Three teams of an event with every guard rail set. */
export async function guardedTeams(name: string): Promise<Tenancy> {
  const tenancy = await makeTenancy({
    name,
    teams: ["ant", "bee", "cat"],
    edit: (input) => ({
      ...input,
      guardRails: {
        registries: ["registry.example.org/event/"],
        digests: true,
        domain: "apps.example.org",
        storageClasses: ["team-disks"],
        nodeNetworks: ["203.0.113.0/24"],
      },
    }),
  });
  const own = foreignClass(tenancy.event);
  const made = await tenancy.admin.call("POST", classes, {
    body: { metadata: { name: own }, provisioner: "example.org/none" },
  });
  if (made.status !== 201) throw new Error(made.message);
  return {
    ...tenancy,
    async remove() {
      await tenancy.admin.call("DELETE", `${classes}/${own}`);
      await tenancy.remove();
    },
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
