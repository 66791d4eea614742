// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

/** One API request, as the access log of the lab's OpenStack tells it (lab/openstack/python/bivouac_lab/access_log.py). */
export interface Call {
  readonly start: Date;
  /** `keystone`, `nova`, `neutron`, … */
  readonly service: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  /** A name; `-` for a request without a token. */
  readonly user: string;
  /** A name, or an id where the service knows none; `-` for a request without a token or without a scope. */
  readonly project: string;
  /** First product of the User-Agent. */
  readonly caller: string;
  /** `service` for what services ask of each other, also when they do it with the token of a client. */
  readonly kind: "client" | "service";
}

/** Calls that agree in all of these. */
export interface CallCount extends Pick<Call, "service" | "method" | "user" | "project" | "caller" | "kind"> {
  readonly calls: number;
  /** Answers of 400 and above. */
  readonly refused: number;
  /** Sum over the calls. */
  readonly milliseconds: number;
}

export interface CallRange {
  /** First start that counts. */
  readonly since: Date;
  /** First start that no longer counts. @default the end of the log */
  readonly until?: Date | undefined;
  /** @default the log of the lab in the cache */
  readonly file?: string | undefined;
}

/** The lab's access log. */
export function accessLog(environment: NodeJS.ProcessEnv = process.env): string {
  const cache =
    environment["BIVOUAC_CACHE"] ?? join(environment["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "bivouac");
  return join(resolve(cache), "lab/openstack/log/access.log");
}

/** The calls of a span of time, in the order in which they ended. Fails when there is no log. */
export async function readCalls(range: CallRange): Promise<Call[]> {
  const calls: Call[] = [];
  const lines = createInterface({ input: createReadStream(range.file ?? accessLog(), "utf8"), crlfDelay: Infinity });
  for await (const line of lines) {
    const call = parseCall(line);
    if (call && call.start >= range.since && (!range.until || call.start < range.until)) calls.push(call);
  }
  return calls;
}

/** Undefined for a line that is not whole, such as one still being written. */
export function parseCall(line: string): Call | undefined {
  const [start, service, method, path, status, milliseconds, user, project, caller] = line.split("\t");
  if (!start || !service || !method || !path || !user || !project || !caller) return undefined;
  return {
    start: new Date(start),
    service,
    method,
    path,
    status: Number(status),
    milliseconds: Number(milliseconds),
    user,
    project,
    caller,
    kind: SERVICE_CALLER.test(caller) || (caller === "-" && user === "-") ? "service" : "client",
  };
}

/** Counts per service, method, user, project and caller; the most frequent first. */
export function countCalls(calls: Iterable<Call>): CallCount[] {
  const counts = new Map<string, { -readonly [key in keyof CallCount]: CallCount[key] }>();
  for (const { service, method, user, project, caller, kind, status, milliseconds } of calls) {
    const key = [service, method, user, project, caller].join("\t");
    const count = counts.get(key) ?? {
      service,
      method,
      user,
      project,
      caller,
      kind,
      calls: 0,
      refused: 0,
      milliseconds: 0,
    };
    count.calls += 1;
    count.refused += status >= 400 ? 1 : 0;
    count.milliseconds += milliseconds;
    counts.set(key, count);
  }
  return [...counts.values()].toSorted((one, other) => other.calls - one.calls);
}

// What the services call themselves. The python clients are theirs too; only the classic openstack command line shares
// them. Python-urllib, and nameless requests without a token, are the lab's own health checks.
const SERVICE_CALLER =
  /^(python-(keystone|nova|neutron|cinder|glance)client|(lab-)?(nova|neutron|cinder|glance|placement|designate|octavia|heat)|Python-urllib)/;
