// SPDX-License-Identifier: Apache-2.0
import type { Finding } from "../model/index.ts";

/** Why a cloud did not do what was asked. */
export type LiveFault = "config" | "auth" | "forbidden" | "unreachable" | "missing" | "conflict" | "quota" | "refused";

export interface LiveErrorDetails {
  /** Stable code of the finding that this error becomes. */
  readonly code: string;
  readonly status?: number | undefined;
  /** `x-openstack-request-id` or the apiserver's audit id: what the cloud's operators ask for. */
  readonly requestId?: string | undefined;
  readonly seen?: string | undefined;
  readonly allowed?: string | undefined;
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** A cloud's answer (or silence) as an error: the cause first, then where, then the request id. Never holds a secret. */
export class LiveError extends Error {
  readonly fault: LiveFault;
  readonly details: LiveErrorDetails;

  constructor(fault: LiveFault, message: string, details: LiveErrorDetails) {
    super(details.requestId === undefined ? message : `${message} (${details.requestId})`, { cause: details.cause });
    this.name = "LiveError";
    this.fault = fault;
    this.details = details;
  }

  /** Exit code of a command that ends with this error. */
  get exitCode(): 1 | 3 | 4 {
    return exitCodes[this.fault];
  }

  /** The same fault as data. */
  get finding(): Finding {
    const { code, seen, allowed, hint } = this.details;
    return { code, severity: "error", message: this.message, seen, allowed, hint };
  }
}

/** Exit code for findings of this floor: 3 when a cloud let us not in, 4 when one could not be reached, else 1; 0 without errors. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 3 | 4 {
  const errors = findings.filter((finding) => finding.severity === "error");
  if (errors.length === 0) return 0;
  if (errors.some((finding) => authCodes.has(finding.code))) return 3;
  return errors.some((finding) => unreachableCodes.has(finding.code)) ? 4 : 1;
}

/** Turns what was thrown into a finding; what is not a LiveError is a mistake in code and is thrown on. */
export function findingOf(error: unknown, team?: string): Finding {
  if (!(error instanceof LiveError)) throw error;
  return { ...error.finding, team };
}

/** For `catch`: what is not there is undefined, every other fault is thrown on. */
export function ifMissing(error: unknown): undefined {
  if (!(error instanceof LiveError) || error.fault !== "missing") throw error;
}

const exitCodes: Record<LiveFault, 1 | 3 | 4> = {
  config: 1,
  auth: 3,
  forbidden: 3,
  unreachable: 4,
  missing: 1,
  conflict: 1,
  quota: 1,
  refused: 1,
};
const authCodes = new Set(["BV304", "BV308", "BV334", "BV335"]);
const unreachableCodes = new Set(["BV305", "BV333"]);
