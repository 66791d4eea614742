// SPDX-License-Identifier: Apache-2.0
import type { Colors } from "../context.ts";
import { type EventStatus, notAsked, type TeamStatus } from "../live-status.ts";
import { gib } from "./plan-table.ts";
import { table } from "./table.ts";
import { plain } from "./text.ts";

/** One row a team, then what is not as it should be. */
export function statusTable(status: EventStatus, colors: Colors): string[] {
  const withServices = status.teams.some(({ kubernetes }) => (kubernetes?.services ?? []).length > 0);
  const rows = status.teams.map((team) => [
    team.ready ? colors.green("✓") : colors.red("✗"),
    plain(team.team),
    team.vms.expected === 0 ? "–" : `${team.vms.ready}/${team.vms.expected}`,
    addresses(team),
    usage(team, "cores"),
    usage(team, "ram", gib),
    namespace(team),
    team.kubernetes?.workspace === undefined
      ? "–"
      : `${team.kubernetes.workspace.available}/${team.kubernetes.workspace.wanted}`,
    pods(team),
    ...(withServices ? [services(team)] : []),
    team.expires.slice(0, 16).replace("T", " "),
  ]);
  const titles = [
    " ",
    "TEAM",
    "VMS",
    "FLOATING IPS",
    "vCPU",
    "RAM GiB",
    "NAMESPACE",
    "WORKSPACE",
    "PODS",
    ...(withServices ? ["SERVICES"] : []),
    "LOGINS END (UTC)",
  ];
  // A cloud that does not answer is said once, by its own problem.
  const faults = status.teams.flatMap((team) =>
    team.reasons
      .filter((reason) => !reason.endsWith(notAsked))
      .map((reason) => `${colors.red("✗")} ${plain(team.team)}: ${plain(reason)}`),
  );
  const coming = status.teams.flatMap(({ team, kubernetes }) =>
    (kubernetes?.services ?? [])
      .filter(({ state }) => state === "coming")
      .map(({ service, says }) => `… ${plain(team)}: ${plain(service)} is coming up: ${plain(says)}`),
  );
  return [
    ...table(
      titles.map((title) => ({ title, max: title === "NAMESPACE" ? 36 : 44 })),
      rows,
    ),
    ...(faults.length + coming.length > 0 ? ["", ...faults, ...coming] : []),
  ];
}

function addresses({ floatingIps }: TeamStatus): string {
  if (floatingIps.length === 0) return "–";
  return floatingIps.length <= 2 ? floatingIps.join(" ") : `${floatingIps[0]} and ${floatingIps.length - 1} more`;
}

/** `used/limit` of a quota. */
function usage({ openstack }: TeamStatus, resource: string, show: (value: number) => string = String): string {
  const quota = openstack?.quota[resource];
  if (quota === undefined) return "–";
  return `${show(quota.used)}/${quota.limit < 0 ? "∞" : show(quota.limit)}`;
}

function namespace({ kubernetes }: TeamStatus): string {
  if (kubernetes === undefined) return "–";
  return plain(
    kubernetes.phase === undefined
      ? `missing on ${kubernetes.context}`
      : `${kubernetes.phase} on ${kubernetes.context}`,
  );
}

/** Data services that are ready, of all. */
function services({ kubernetes }: TeamStatus): string {
  const all = kubernetes?.services ?? [];
  return all.length === 0 ? "–" : `${all.filter(({ state }) => state === "ready").length}/${all.length}`;
}

function pods({ kubernetes }: TeamStatus): string {
  const quota = kubernetes?.quota["pods"];
  return quota === undefined ? "–" : `${quota.used}/${quota.hard}`;
}
