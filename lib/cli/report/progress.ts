// SPDX-License-Identifier: Apache-2.0
import type { DeployEvent } from "../../deploy/index.ts";
import { duration, plain } from "./text.ts";

/** Shows a run as it goes. */
export interface Progress {
  onEvent(event: DeployEvent): void;
  /** A line of the command itself, such as what Ctrl-C did. */
  note(line: string): void;
  /** No more events; what was being redrawn is left in its last state. */
  close(): void;
}

/** What one team is doing, kept from the events. */
export interface TeamState {
  readonly team: string;
  phase: "waiting" | "working" | "ready" | "failed";
  /** Milliseconds. */
  started: number;
  seconds: number;
  done: number;
  /** Resources in flight → since when, milliseconds. */
  readonly flying: Map<string, { readonly action: string; readonly since: number }>;
  cause?: string | undefined;
  changes?: string | undefined;
}

/** Folds the events of a run into one state a team. */
export class RunState {
  readonly teams: Map<string, TeamState> = new Map();
  stage: string = "";
  event: string = "";

  apply(event: DeployEvent): void {
    const at = Date.parse(event.at);
    if (event.type === "run-start") {
      this.event = event.event;
      for (const team of event.teams) this.team(team);
    } else if (event.type === "stage")
      this.stage = plain([event.name, event.detail].filter((part) => part !== undefined && part !== "").join(": "));
    else if (event.type === "team-start") Object.assign(this.team(event.team), { phase: "working", started: at });
    else if (event.type === "resource") this.#resource(event, at);
    else if (event.type === "team-wait") {
      const state = this.team(event.team);
      const action = state.flying.get(event.resource)?.action ?? "wait for";
      state.flying.set(event.resource, { action, since: at - event.seconds * 1000 });
    } else if (event.type === "team-done") {
      const state = this.team(event.team);
      state.flying.clear();
      Object.assign(state, {
        phase: event.ok ? "ready" : "failed",
        seconds: event.seconds,
        cause: event.error?.cause,
        changes: changesText(event.changes),
      });
    }
  }

  team(id: string): TeamState {
    const known = this.teams.get(id);
    if (known) return known;
    const state: TeamState = { team: id, phase: "waiting", started: 0, seconds: 0, done: 0, flying: new Map() };
    this.teams.set(id, state);
    return state;
  }

  #resource(event: Extract<DeployEvent, { type: "resource" }>, at: number): void {
    const state = this.team(event.team);
    if (state.phase === "waiting") Object.assign(state, { phase: "working", started: at });
    if (event.state === "start") {
      if (event.action !== "same") state.flying.set(event.resource, { action: event.action, since: at });
    } else {
      state.flying.delete(event.resource);
      if (event.state === "done") state.done++;
    }
  }
}

/** The longest wait of a team: `create server web-0 2m10s`. */
export function longestWait(state: TeamState, now: number): string | undefined {
  const [resource, flight] = [...state.flying].toSorted(([, a], [, b]) => a.since - b.since)[0] ?? [];
  if (resource === undefined || flight === undefined) return undefined;
  const others = state.flying.size > 1 ? ` (and ${state.flying.size - 1} more)` : "";
  return plain(`${flight.action} ${resource} ${duration(Math.max(0, (now - flight.since) / 1000))}${others}`);
}

/** `12 created, 1 deleted, 30 unchanged`, `nothing`. */
export function changesText(changes: {
  create: number;
  update: number;
  replace: number;
  delete: number;
  same: number;
}): string {
  const words = {
    create: "created",
    update: "updated",
    replace: "replaced",
    delete: "deleted",
    same: "unchanged",
  } as const;
  const parts = (Object.keys(words) as (keyof typeof words)[])
    .filter((key) => changes[key] > 0)
    .map((key) => `${changes[key]} ${words[key]}`);
  return parts.length === 0 ? "nothing to do" : parts.join(", ");
}
