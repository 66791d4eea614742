// SPDX-License-Identifier: Apache-2.0
import type { Event, Quotas, Team } from "../model/index.ts";

/** What is decided once and must not move afterwards: kept in `event.lock.yaml` beside the event file. */
export interface EventLock {
  readonly version: 1;
  readonly event: string;
  /** team id → CIDR of its network. */
  readonly networks: Readonly<Record<string, string>>;
  /** When the teams' credentials end, ISO 8601 UTC, whole minutes. */
  readonly credentialsExpire: string;
}

/** What a team or an event will use. Sums over what is known; `unknownFlavors` says what is not. */
export interface Demand {
  readonly vms: number;
  readonly vcpus: number;
  readonly ramMiB: number;
  /** Hypervisor disk and Cinder volumes together, GiB. */
  readonly diskGiB: number;
  readonly volumes: number;
  readonly volumeGiB: number;
  readonly floatingIps: number;
  readonly ports: number;
  readonly namespaces: number;
  readonly unknownFlavors: readonly string[];
}

/** A team with everything decided: what `lib/environment` builds from. */
export interface TeamPlan {
  readonly team: Team;
  /** Absent when the team has no VMs. */
  readonly cidr?: string | undefined;
  readonly quotas: Quotas;
  readonly demand: Demand;
  readonly credentialsExpire: string;
}

export interface EventPlan {
  readonly event: Event;
  readonly lock: EventLock;
  readonly teams: readonly TeamPlan[];
  readonly total: Demand;
}
