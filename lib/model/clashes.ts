// SPDX-License-Identifier: Apache-2.0
import type { Team } from "./event.ts";
import { teamName } from "./names.ts";
import type { Report } from "./report.ts";
import type { Draft } from "./draft.ts";

/** Prefixes that Kubernetes distributions keep for themselves. */
const reserved = ["kube-", "openshift-", "openstack-"];

/** What two teams cannot share, and what no event may be called. */
export function reportClashes(draft: Draft, teams: readonly Team[], report: Report): void {
  const names = new Map<string, string>();
  const clusters = new Map<string, string>();
  const prefix = reserved.find((one) => teamName(draft.name, "x").startsWith(one));
  if (prefix !== undefined) {
    report.add({
      code: "BV211",
      message: `namespaces of this event would start with ${prefix}, which Kubernetes keeps for itself`,
      path: ["name"],
      seen: draft.name,
      hint: `choose a name that does not start with ${prefix.slice(0, -1)}`,
    });
  }
  for (const { id, name } of teams) {
    const path = ["teams", id];
    const other = names.get(name);
    if (other === undefined) names.set(name, id);
    else {
      report.add({
        code: "BV210",
        message: `the teams ${other}${report.where(["teams", other])} and ${id} get the same name ${name}`,
        path,
        key: true,
        seen: `${other}, ${id}`,
        allowed: "ids that differ in more than - and _",
        hint: "rename the one that is not deployed yet",
      });
    }
    const cluster = draft.teams[id]?.cluster ?? draft.defaults?.cluster;
    if (typeof cluster !== "object" || cluster.context === undefined) continue;
    const at =
      draft.teams[id]?.cluster === undefined ? ["defaults", "cluster", "context"] : ["teams", id, "cluster", "context"];
    const holder = clusters.get(cluster.context);
    if (cluster.context === draft.clouds.kubernetes) {
      report.add({
        code: "BV253",
        message: `the cluster assigned to ${id} is the event's shared one`,
        path: at,
        team: id,
        seen: cluster.context,
        hint: "write cluster: shared",
      });
    } else if (holder !== undefined) {
      report.add({
        code: "BV252",
        message: `the cluster ${cluster.context} is assigned to ${holder}${report.where(["teams", holder, "cluster"])} and to ${id}`,
        path: at,
        team: id,
        seen: cluster.context,
        allowed: "one team a cluster",
        hint: "assign another context, or write cluster: shared for both",
      });
    } else clusters.set(cluster.context, id);
  }
  const withVms = teams.filter((team) => team.vms.length > 0).map((team) => team.id);
  if (withVms.length > 0 && draft.clouds.openstack === undefined) {
    const some = withVms.slice(0, 3).join(", ") + (withVms.length > 3 ? ` and ${withVms.length - 3} more` : "");
    report.add({
      code: "BV250",
      message: `${some} ${withVms.length === 1 ? "has" : "have"} VMs, but the event names no OpenStack cloud`,
      path: ["clouds"],
      key: true,
      allowed: "clouds.openstack, a name in clouds.yaml",
    });
  }
}
