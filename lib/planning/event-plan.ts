// SPDX-License-Identifier: Apache-2.0
import { type Event, type Finding, hasErrors, sortFindings } from "../model/index.ts";
import { credentialsExpire } from "./credentials.ts";
import { demandOf, totalDemand } from "./demand.ts";
import { assignNetworks } from "./networks.ts";
import type { EventLock, EventPlan, TeamPlan } from "./plan.ts";
import { quotaFindings, quotasFor } from "./quotas.ts";

export interface PlannedEvent {
  /** Absent when there is an error. */
  readonly plan?: EventPlan | undefined;
  readonly findings: readonly Finding[];
}

/** Decides what the file leaves open: networks, quotas and the end of the credentials. Keeps what the lock says. */
export function planEvent(event: Event, lock: EventLock | undefined, now: Date): PlannedEvent {
  const findings: Finding[] = [];
  if (lock && lock.event !== event.name) {
    findings.push({
      code: "BV248",
      severity: "error",
      message: "the lock file belongs to another event",
      path: "name",
      seen: lock.event,
      allowed: event.name,
      hint: "give each event file a directory of its own",
    });
  }
  const { networks, findings: addresses } = assignNetworks(event, lock);
  const expiry = credentialsExpire(event, lock, now);
  findings.push(...addresses, ...expiry.findings);
  const teams = event.teams.map((team): TeamPlan => {
    const demand = demandOf(team, event.flavors);
    const quotas = quotasFor(team, demand);
    findings.push(...quotaFindings(team, demand, quotas));
    return {
      team,
      ...(team.vms.length > 0 ? { cidr: networks[team.id] } : {}),
      quotas,
      demand,
      credentialsExpire: expiry.at,
    };
  });
  const sorted = sortFindings(findings);
  if (hasErrors(sorted)) return { findings: sorted };
  const total = totalDemand(teams.map((team) => team.demand));
  return {
    plan: { event, lock: { version: 1, event: event.name, networks, credentialsExpire: expiry.at }, teams, total },
    findings: sorted,
  };
}
