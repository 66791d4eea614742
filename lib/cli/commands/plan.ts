// SPDX-License-Identifier: Apache-2.0
import type { Footprint } from "../../manifests/index.ts";
import type { EventLock, EventPlan, TeamPlan } from "../../planning/index.ts";
import type { Context } from "../context.ts";
import type { Outcome } from "../exit.ts";
import { loadForRun, type LoadedEvent, refuseBadFlavors } from "../load.ts";
import { findingsJson, shortPath } from "../report/findings.ts";
import { optOutLines, optOuts } from "../report/guard-rails.ts";
import { footprintJson, footprintsOf } from "../report/data-plan.ts";
import { changeOf, planTable } from "../report/plan-table.ts";
import { teamPlan } from "../report/team-plan.ts";
import { count, plain, sentence } from "../report/text.ts";
import { eventDates } from "../report/window.ts";
import { teamsOption } from "../teams.ts";

export async function run(
  context: Context,
  values: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const loaded = await loadForRun(context, values[0] as string | undefined);
  await refuseBadFlavors(context, loaded);
  const { plan, earlier } = loaded;
  const chosen = teamsOption(options["team"], plan.event);
  const footprints = await footprintsOf(plan);
  for (const line of describe(context, loaded, { chosen, full: options["full"] === true, footprints }))
    context.print(line);
  const differs = locksDiffer(plan.lock, earlier);
  const json = {
    event: plan.event.name,
    title: plan.event.title,
    window: plan.event.window,
    clouds: plan.event.clouds,
    teams: plan.teams
      .filter(({ team }) => chosen === undefined || chosen.includes(team.id))
      .map((each) => ({ ...teamJson(each, earlier), ...footprintJson(footprints.get(each.team.id)) })),
    guardRails: plan.event.guardRails,
    optOuts: optOuts(plan.event),
    total: plan.total,
    lock: { ...plan.lock, file: shortPath(loaded.lockFile, context), changed: differs },
    findings: findingsJson(loaded.findings, context),
  };
  if (options["check"] === true && differs)
    return { code: 1, reason: `the plan differs from ${shortPath(loaded.lockFile, context)}`, json };
  return { code: 0, json };
}

function describe(
  context: Context,
  loaded: LoadedEvent,
  options: {
    readonly chosen?: readonly string[] | undefined;
    readonly full: boolean;
    readonly footprints: ReadonlyMap<string, Footprint>;
  },
): string[] {
  const { plan, earlier, argument } = loaded;
  const { event } = plan;
  const { colors } = context;
  const clouds = [
    event.clouds.openstack === undefined ? undefined : `${event.clouds.openstack} (OpenStack)`,
    event.clouds.kubernetes === undefined ? undefined : `${event.clouds.kubernetes} (Kubernetes)`,
  ].filter((cloud) => cloud !== undefined);
  const head = colors.bold(
    plain(
      [
        event.title,
        count(event.teams.length, "team"),
        eventDates(event),
        `clouds: ${clouds.length === 0 ? "none" : clouds.join(", ")}`,
      ].join(" · "),
    ),
  );
  const unfolded = plan.teams.filter(({ team }) => (options.chosen ? options.chosen.includes(team.id) : options.full));
  return [
    head,
    ...(options.chosen ? [] : planTable(plan, earlier, { full: options.full })),
    ...unfolded.flatMap((each) => ["", ...teamPlan(each, options.footprints.get(each.team.id))]),
    ...(options.chosen ? [] : ["", ...notes(context, loaded)]),
    `${unfolded.length === 0 ? `details: ${context.self} plan ${argument} --team ${plan.teams[0]?.team.id ?? "<id>"}   ` : ""}next: ${context.self} up ${argument}`,
  ];
}

/** What matters beside the table: data that destroy deletes, addresses, flavors that nobody knows, findings. */
function notes(context: Context, loaded: LoadedEvent): string[] {
  const { plan, earlier, findings } = loaded;
  const fate = (what: string): TeamPlan[] =>
    plan.teams.filter(({ team }) => team.teardown.volumes === what && team.vms.some((vm) => vm.volumes.length > 0));
  const kept = fate("keep").map(({ team }) => team.id);
  const snapshot = fate("snapshot").map(({ team }) => team.id);
  const deleted = fate("delete").map(({ team }) => team.id);
  const data = [
    ...(deleted.length > 0 ? [`deletes those of ${few(deleted)}`] : []),
    ...(snapshot.length > 0 ? [`takes snapshots for ${few(snapshot)}`] : []),
    ...(kept.length > 0 ? [`keeps those of ${few(kept)}`] : []),
  ];
  const { unknownFlavors } = plan.total;
  return [
    ...(unknownFlavors.length > 0
      ? [`Not counted: flavors ${few(unknownFlavors)} are in no flavors file; their vCPU, RAM and disk are unknown.`]
      : []),
    ...(data.length > 0 ? [`Data volumes: destroy ${sentence(data)}.`] : []),
    ...optOutLines(plan.event),
    lockNote(context, plan, earlier, loaded.lockFile),
    `Credentials end ${plan.lock.credentialsExpire}.`,
    ...(findings.length > 0
      ? [`${count(findings.length, "finding")}: ${context.self} validate ${loaded.argument}`]
      : []),
  ];
}

function lockNote(context: Context, plan: EventPlan, earlier: EventLock | undefined, file: string): string {
  const networks = plan.teams.filter((team) => team.cidr !== undefined);
  const name = shortPath(file, context);
  if (earlier === undefined)
    return `Addresses: ${count(networks.length, "network")}, all new; up writes them to ${name}.`;
  const of = (change: string): TeamPlan[] => networks.filter((team) => changeOf(team, earlier) === change);
  const gone = Object.keys(earlier.networks).filter((id) => !plan.teams.some(({ team }) => team.id === id));
  const parts = [
    `${of("same").length} as in ${name}`,
    ...(of("new").length > 0 ? [`${of("new").length} new (${few(of("new").map(({ team }) => team.id))})`] : []),
    ...(of("moved").length > 0 ? [`${of("moved").length} moved (${few(of("moved").map(({ team }) => team.id))})`] : []),
    ...(gone.length > 0 ? [`${gone.length} reserved for teams no longer in the file (${few(gone)})`] : []),
  ];
  return `Addresses: ${parts.join(", ")}.`;
}

function teamJson(plan: TeamPlan, earlier: EventLock | undefined): Record<string, unknown> {
  const { team, cidr, demand, quotas, credentialsExpire } = plan;
  return {
    team: team.id,
    name: team.name,
    title: team.title,
    change: changeOf(plan, earlier),
    demand,
    ...(cidr === undefined ? {} : { cidr }),
    quotas,
    vms: team.vms,
    namespace: team.namespace,
    context: team.context,
    assignedCluster: team.assignedCluster,
    teardown: team.teardown,
    credentialsExpire,
  };
}

function locksDiffer(lock: EventLock, earlier: EventLock | undefined): boolean {
  return earlier === undefined || entries(lock) !== entries(earlier);
}

const entries = ({ event, credentialsExpire, networks }: EventLock): string =>
  JSON.stringify([event, credentialsExpire, Object.entries(networks).toSorted(([a], [b]) => a.localeCompare(b))]);

const few = (names: readonly string[]): string =>
  plain(names.length <= 5 ? sentence(names) : `${names.slice(0, 4).join(", ")} and ${names.length - 4} more`);
