// SPDX-License-Identifier: Apache-2.0
import type { TeamPlan } from "../../planning/index.ts";
import type { VmGroup } from "../../model/index.ts";
import type { Footprint } from "../../manifests/index.ts";
import { dataRows, footprintLines } from "./data-plan.ts";
import { guardRailRows } from "./guard-rails.ts";
import { gib } from "./plan-table.ts";
import { table } from "./table.ts";
import { count, plain } from "./text.ts";

/** Everything that one team would get, for people. */
export function teamPlan(plan: TeamPlan, footprint?: Footprint): string[] {
  const { team, quotas } = plan;
  const rows: [string, string][] = [
    ["project, user", team.name],
    ["people", people(plan)],
    ...team.vms.map((group): [string, string] => [`vm ${group.key}`, vm(group)]),
    [
      "network",
      plan.cidr === undefined
        ? "none: no VMs"
        : `${plan.cidr}, router to the external network${team.network.dnsServers.length > 0 ? `, DNS ${team.network.dnsServers.join(", ")}` : ""}`,
    ],
    [
      "OpenStack quota",
      `${count(quotas.instances, "VM")}, ${quotas.cores} vCPU, ${gib(quotas.ramMiB)} GiB RAM, ${count(quotas.volumes, "volume")} of ${quotas.gigabytes} GiB, ${count(quotas.floatingIps, "floating IP")}, ${count(quotas.ports, "port")}, ${count(quotas.securityGroupRules, "rule")}`,
    ],
    ...namespace(plan),
    ["data volumes", volumes(plan)],
    ["credentials", `end ${plan.credentialsExpire}`],
  ];
  return [
    `${team.id}: ${team.title}  <${team.contact}>`,
    ...table([{ title: "" }, { title: "" }], rows).map((line) => `  ${line}`),
    ...(footprint === undefined ? [] : footprintLines(footprint).map((line) => `  ${line}`)),
  ].map(plain);
}

function people({ team }: TeamPlan): string {
  return `${names(team.members)}; mentors: ${names(team.mentors)}`;
}

const names = (list: readonly { readonly id: string }[]): string =>
  list.length === 0 ? "none" : list.map((person) => person.id).join(", ");

function vm(group: VmGroup): string {
  const parts = [
    `${group.count} × ${group.flavor}, ${group.image}`,
    ...(group.rootVolume ? [`boots from a volume of ${group.rootVolume.sizeGiB} GiB`] : []),
    ...group.volumes.map((volume) => `volume ${volume.key} ${volume.sizeGiB} GiB`),
    ...(group.floatingIp ? ["floating IP"] : []),
    ...(group.ports.length > 0
      ? [
          `open ${group.ports.map((port) => `${port.port}${port.to === port.port ? "" : `-${port.to}`}/${port.protocol}${port.from === "0.0.0.0/0" ? "" : ` from ${port.from}`}`).join(", ")}`,
        ]
      : []),
    ...(group.serverGroup ? [group.serverGroup] : []),
    ...(group.cloudInit ? ["cloud-init"] : []),
  ];
  return parts.join("; ");
}

function namespace({ team }: TeamPlan): [string, string][] {
  const spec = team.namespace;
  if (spec === undefined || team.context === undefined) return [["namespace", "none"]];
  const { quota } = spec;
  const extended = Object.entries(quota.extended)
    .map(([name, number]) => `, ${number} ${name}`)
    .join("");
  return [
    ["namespace", `${team.name} on ${team.context}${team.assignedCluster ? " (the team's own cluster)" : ""}`],
    [
      "  quota",
      `${quota.cpu} CPU, ${quota.memory} memory, ${quota.storage} storage, ${count(quota.pods, "pod")}${extended}`,
    ],
    ...guardRailRows(team),
    ...dataRows(spec.data),
    [
      "  workspace",
      spec.workspace === undefined
        ? "none"
        : `${spec.workspace.replicas} × ${spec.workspace.image}, port ${spec.workspace.port}`,
    ],
  ];
}

function volumes({ team, demand }: TeamPlan): string {
  const data = team.vms.reduce((sum, group) => sum + group.count * group.volumes.length, 0);
  if (data === 0) return "none";
  const fate = {
    keep: "destroy keeps them",
    snapshot: "destroy takes a snapshot, then deletes them",
    delete: "destroy deletes them",
  }[team.teardown.volumes];
  return `${data} of ${demand.volumes}, ${fate}`;
}
