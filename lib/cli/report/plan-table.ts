// SPDX-License-Identifier: Apache-2.0
import type { Demand, EventLock, EventPlan, TeamPlan } from "../../planning/index.ts";
import { table, type Column } from "./table.ts";
import { plain } from "./text.ts";

/** What a team's address is, compared with the lock file. */
export type Change = "new" | "moved" | "same";

const marks: Record<Change, string> = { new: "+", moved: "~", same: "=" };

/** Against what was decided earlier. Teams without a network are new only with the event itself. */
export function changeOf(plan: TeamPlan, earlier: EventLock | undefined): Change {
  if (earlier === undefined) return "new";
  const before = earlier.networks[plan.team.id];
  if (plan.cidr === undefined) return "same";
  if (before === undefined) return "new";
  return before === plan.cidr ? "same" : "moved";
}

/** One line a kind of team, moved ones first, then the total. */
export function planTable(
  plan: EventPlan,
  earlier: EventLock | undefined,
  options: { readonly full: boolean },
): string[] {
  const groups = options.full ? plan.teams.map((team) => [team]) : alike(plan.teams, earlier);
  const rows = groups.map((group) => {
    const first = group[0] as TeamPlan;
    const change = changeOf(first, earlier);
    const each = group.length === 1 ? "" : "each";
    return { change, row: [marks[change], label(group), ...cells(first.demand), cluster(first), each] };
  });
  const ordered = [
    ...rows.filter(({ change }) => change === "moved"),
    ...rows.filter(({ change }) => change !== "moved"),
  ];
  const total = ["", "total", ...cells(plan.total), "", ""];
  return table(columns, [...ordered.map(({ row }) => row), total]);
}

const right = (title: string): Column => ({ title, align: "right" });
const columns: readonly Column[] = [
  { title: " " },
  { title: "TEAMS", max: 44 },
  right("VMS"),
  right("vCPU"),
  right("RAM GiB"),
  right("DISK GiB"),
  right("FLOATING IPS"),
  right("NAMESPACES"),
  { title: "CLUSTER", max: 28 },
  { title: "" },
];

function cells(demand: Demand): string[] {
  const known = demand.unknownFlavors.length === 0 ? "" : "≥ ";
  return [
    String(demand.vms),
    demand.vms === 0 ? "0" : `${known}${demand.vcpus}`,
    demand.vms === 0 ? "0" : `${known}${gib(demand.ramMiB)}`,
    demand.vms === 0 ? "0" : `${known}${demand.diskGiB}`,
    String(demand.floatingIps),
    String(demand.namespaces),
  ];
}

/** MiB as GiB with at most one digit after the point. */
export function gib(mebibytes: number): string {
  return String(Math.round((mebibytes / 1024) * 10) / 10);
}

function cluster(plan: TeamPlan): string {
  if (plan.team.context === undefined) return "–";
  return plain(plan.team.context) + (plan.team.assignedCluster ? " (own)" : "");
}

function label(group: readonly TeamPlan[]): string {
  const ids = group.map((plan) => plain(plan.team.id));
  if (ids.length === 1) return ids[0] ?? "";
  return `${ids.length} alike (${ids.length === 2 ? ids.join(", ") : `${ids[0]} … ${ids.at(-1)}`})`;
}

/** Teams that get the same, in the order of the first of each kind. */
function alike(teams: readonly TeamPlan[], earlier: EventLock | undefined): TeamPlan[][] {
  const groups = new Map<string, TeamPlan[]>();
  for (const plan of teams) {
    const { vms, namespace, context, assignedCluster, teardown } = plan.team;
    const kind = JSON.stringify([
      changeOf(plan, earlier),
      vms,
      namespace,
      assignedCluster ? context : "shared",
      teardown,
      plan.quotas,
    ]);
    groups.set(kind, [...(groups.get(kind) ?? []), plan]);
  }
  return [...groups.values()];
}
