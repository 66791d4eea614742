// SPDX-License-Identifier: Apache-2.0
import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import type { Diagnostic } from "./cause.ts";
import { isCounted, parseUrn, resourceLabel } from "./names.ts";
import type { Changes, DeployNews, ResourceAction } from "./types.ts";

interface Flight {
  readonly action: ResourceAction;
  readonly since: number;
}

// What the engine's steps are to a reader. Others (read, refresh, the halves of a replacement) are not news.
const actions: Readonly<Record<string, ResourceAction>> = {
  create: "create",
  "create-replacement": "replace",
  update: "update",
  delete: "delete",
  same: "same",
};

/** Follows one operation on one stack: turns the engine's events into ours and keeps the account. */
export class Progress {
  readonly #team: string;
  readonly #prefixes: readonly string[];
  readonly #tell: (news: DeployNews) => void;
  readonly #clock: () => number;
  readonly #flights = new Map<string, Flight>();
  readonly #refreshing = new Set<string>();
  readonly #wanted = new Set<string>();
  readonly #present = new Set<string>();
  readonly #gone = new Set<string>();
  readonly #failed = new Set<string>();
  readonly #counts: { -readonly [K in ResourceAction]: number } = {
    create: 0,
    update: 0,
    replace: 0,
    delete: 0,
    same: 0,
  };
  /** Errors in the order they came. */
  readonly diagnostics: Diagnostic[] = [];
  /** Left in the cloud on purpose. */
  readonly kept: string[] = [];
  outputs: Record<string, unknown> | undefined;

  /** @param prefixes what resource names of this team start with. */
  constructor(
    team: string,
    prefixes: readonly string[],
    tell: (news: DeployNews) => void,
    clock: () => number = Date.now,
  ) {
    this.#team = team;
    this.#prefixes = prefixes;
    this.#tell = tell;
    this.#clock = clock;
  }

  get changes(): Changes {
    return { ...this.#counts };
  }

  /** What is there, as far as this operation saw. */
  get exists(): string[] {
    return [...this.#present].filter((key) => !this.#gone.has(key)).map((key) => this.#label(key));
  }

  /** What the program asked for and does not have. */
  get missing(): string[] {
    return [...this.#wanted].filter((key) => !this.#present.has(key)).map((key) => this.#label(key));
  }

  get failed(): string[] {
    return [...this.#failed].map((key) => this.#label(key));
  }

  /** The program made a resource object; its turn may never come when what it depends on fails. */
  want(type: string, name: string): void {
    if (isCounted(type)) this.#wanted.add(keyOf(type, name));
  }

  /** Tells what is still running after `seconds`, the longest first. */
  tick(seconds: number): void {
    let oldest: [string, Flight] | undefined;
    for (const entry of this.#flights) if (!oldest || entry[1].since < oldest[1].since) oldest = entry;
    if (!oldest) return;
    const waited = this.#secondsSince(oldest[1].since);
    if (waited >= seconds)
      this.#tell({ type: "team-wait", team: this.#team, resource: this.#label(oldest[0]), seconds: waited });
  }

  take(event: EngineEvent): void {
    if (event.diagnosticEvent?.severity === "error") {
      const { urn, message } = event.diagnosticEvent;
      this.diagnostics.push({
        resource: urn && !parseUrn(urn).type.startsWith("pulumi:") ? this.#label(urnKey(urn)) : undefined,
        message,
      });
    }
    if (event.resourcePreEvent) this.#start(event.resourcePreEvent.metadata);
    if (event.resOutputsEvent) this.#done(event.resOutputsEvent.metadata);
    if (event.resOpFailedEvent) this.#fail(event.resOpFailedEvent.metadata);
  }

  #start(step: StepEventMetadata): void {
    const key = urnKey(step.urn);
    if (step.op === "refresh") this.#refreshing.add(key);
    const action = actions[step.op];
    if (!action || !isCounted(step.type)) return;
    if (action === "delete") this.#present.add(key);
    if (action === "same") return;
    if (step.old?.retainOnDelete && action === "delete") return;
    this.#flights.set(key, { action, since: this.#clock() });
    this.#tell({ type: "resource", team: this.#team, action, resource: this.#label(key), state: "start" });
  }

  #done(step: StepEventMetadata): void {
    const key = urnKey(step.urn);
    if (step.type === "pulumi:pulumi:Stack") this.outputs = withoutSecrets(step.new?.outputs ?? {});
    // A refresh reports what it found with the step's own words (update, delete); nothing was changed by us.
    if (this.#refreshing.delete(key)) return;
    const action = actions[step.op];
    if (!action || !isCounted(step.type)) return;
    const flight = this.#flights.get(key);
    this.#flights.delete(key);
    if (action === "delete") {
      this.#gone.add(key);
      if (step.old?.retainOnDelete) {
        this.kept.push(`${this.#label(key)} (${step.old.id})`);
        return;
      }
    } else {
      this.#present.add(key);
      this.#wanted.add(key);
    }
    this.#counts[action] += 1;
    if (action === "same") return;
    const seconds = flight ? this.#secondsSince(flight.since) : 0;
    this.#tell({ type: "resource", team: this.#team, action, resource: this.#label(key), state: "done", seconds });
  }

  #fail(step: StepEventMetadata): void {
    const key = urnKey(step.urn);
    this.#refreshing.delete(key);
    const flight = this.#flights.get(key);
    this.#flights.delete(key);
    const action = actions[step.op] ?? flight?.action;
    if (!action || !isCounted(step.type)) return;
    this.#failed.add(key);
    if (action !== "delete") this.#wanted.add(key);
    const seconds = flight ? this.#secondsSince(flight.since) : 0;
    this.#tell({ type: "resource", team: this.#team, action, resource: this.#label(key), state: "failed", seconds });
  }

  #label(key: string): string {
    return resourceLabel(`urn::::${key}`, this.#prefixes);
  }

  #secondsSince(since: number): number {
    return Math.round((this.#clock() - since) / 100) / 10;
  }
}

function keyOf(type: string, name: string): string {
  return `${type}::${name}`;
}

function urnKey(urn: string): string {
  const { type, name } = parseUrn(urn);
  return keyOf(type, name);
}

// The engine prints this in place of a secret; an output that holds one anywhere is left out as a whole.
const secretMark = "[secret]";

function withoutSecrets(outputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(outputs).filter(([, value]) => !JSON.stringify(value ?? null).includes(secretMark)),
  );
}
