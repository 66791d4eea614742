// SPDX-License-Identifier: Apache-2.0
import type { Finding } from "../model/index.ts";

/** Stands for the event's shared stack wherever a team is named. */
export const sharedTeam = "(event)";

/** Resources by what happened to them; providers and components are not counted. */
export interface Changes {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  readonly same: number;
}

export type ResourceAction = keyof Changes;

/** Why a team is not done, what it has and how to go on. */
export interface TeamError {
  /** Finding code, see docs/findings/deploy.md. */
  readonly code: string;
  /** One line: the resource, what the cloud said, its request id. */
  readonly cause: string;
  /** What the team has, `server web-0`. */
  readonly exists: readonly string[];
  readonly missing: readonly string[];
  /** File with everything that the engine and the providers said. */
  readonly log: string;
  /** Command that goes on from here. */
  readonly resume: string;
}

/** What happens, as it happens. `at` is ISO 8601 in UTC, durations are seconds. */
export type DeployEvent = { readonly at: string } & DeployNews;

export type DeployNews =
  | { readonly type: "run-start"; readonly event: string; readonly teams: readonly string[] }
  | { readonly type: "stage"; readonly name: string; readonly detail?: string | undefined }
  | { readonly type: "team-start"; readonly team: string }
  | {
      readonly type: "resource";
      readonly team: string;
      readonly action: ResourceAction;
      readonly resource: string;
      readonly state: "start" | "done" | "failed";
      readonly seconds?: number | undefined;
      readonly detail?: string | undefined;
    }
  | { readonly type: "team-wait"; readonly team: string; readonly resource: string; readonly seconds: number }
  | {
      readonly type: "team-done";
      readonly team: string;
      readonly ok: boolean;
      readonly seconds: number;
      readonly changes: Changes;
      readonly error?: TeamError | undefined;
    }
  | { readonly type: "finding"; readonly finding: Finding }
  | {
      readonly type: "run-done";
      readonly ok: boolean;
      readonly exitCode: number;
      readonly reason: string;
      readonly seconds: number;
    };

export interface DeployOptions {
  readonly eventFile: string;
  /** Ids of teams as in the file. @default all teams */
  readonly teams?: readonly string[] | undefined;
  /** Teams at a time. @default sized to cores and memory */
  readonly parallel?: number | undefined;
  onEvent(event: DeployEvent): void;
  /** Abort once: no team starts any more, running ones finish what is in flight. */
  readonly signal: AbortSignal;
  /** @default the clock */
  readonly now?: Date | undefined;
}

export interface TeamResult {
  readonly team: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly changes: Changes;
  /** Stack outputs that are not secret. */
  readonly outputs?: Readonly<Record<string, unknown>> | undefined;
  readonly error?: TeamError | undefined;
}

/** An object that the event owns and that is still there. */
export interface Leftover {
  readonly service: string;
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly team?: string | undefined;
}

/** The proof of removal: what was asked and what answered. */
export interface LeftoverReport {
  readonly owned: readonly Leftover[];
  /** Lists asked. */
  readonly asked: number;
  readonly unreadable: readonly string[];
  readonly notAsked: readonly string[];
  /** undefined: nothing to compare with. */
  readonly foreignUnchanged: number | undefined;
}

export interface RunResult {
  /** 0 done, 1 the answer is no, 2 wrong question, 3 not let in, 4 unreachable, 5 part of the teams failed, 6 held, 130 interrupted. */
  readonly exitCode: number;
  readonly reason: string;
  readonly teams: readonly TeamResult[];
  /** What destroy left on purpose: volumes and snapshots that the event file says to keep. */
  readonly kept: readonly string[];
  readonly leftovers?: LeftoverReport | undefined;
  readonly seconds: number;
}

export interface StackOutput {
  readonly value: unknown;
  readonly secret: boolean;
}

/** Ends a run with an exit code: what was found before any team could start. */
export class RunStop extends Error {
  readonly exitCode: number;
  readonly findings: readonly Finding[];
  constructor(exitCode: number, reason: string, findings: readonly Finding[] = []) {
    super(reason);
    this.name = "RunStop";
    this.exitCode = exitCode;
    this.findings = findings;
  }
}
