// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from "node:util";
import { accessLog, countCalls, readCalls, type CallCount } from "./calls.ts";

const USAGE = `lab/calls --since TIME [--until TIME] [--client] [--json]

Count the API calls that the lab's OpenStack has answered, per service, method, user, project and caller. Times are
ISO 8601, such as 2026-01-31T09:00:00Z. Requests without a token (log-in aside, for which the answer is read) have no
user and no project: "-"; they are mostly version discovery.

  --client    only calls of clients, not those of services to each other
  --json      {"version":1,"since","until","calls","counts":[{"service","method","user","project","caller","kind","calls",
               "refused","milliseconds"}]}
`;

class UsageError extends Error {}

function time(name: string, text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new UsageError(`--${name} is ${JSON.stringify(text)}, which is no ISO 8601 time`);
  return date;
}

function table(counts: readonly CallCount[]): string {
  const rows = [
    ["service", "method", "project", "user", "caller", "calls", "refused", "ms"],
    ...counts.map((one) =>
      [one.service, one.method, one.project, one.user, one.caller, one.calls, one.refused, one.milliseconds].map(
        String,
      ),
    ),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column < 5 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join("  "),
    )
    .join("\n");
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      since: { type: "string" },
      until: { type: "string" },
      client: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  if (values.since === undefined) throw new UsageError("--since is missing");
  const since = time("since", values.since);
  const until = values.until === undefined ? undefined : time("until", values.until);
  const calls = (await readCalls({ since, until })).filter((call) => !values.client || call.kind === "client");
  const counts = countCalls(calls);
  if (values.json) {
    process.stdout.write(
      `${JSON.stringify({ version: 1, since, until: until ?? null, calls: calls.length, counts })}\n`,
    );
  } else {
    process.stdout.write(`${table(counts)}\n${calls.length} calls since ${since.toISOString()}; log ${accessLog()}\n`);
  }
}

try {
  await main();
} catch (error) {
  const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
  const usage = error instanceof UsageError || error instanceof TypeError;
  process.stderr.write(
    missing
      ? `error: there is no access log yet (${accessLog()}): lab/up --openstack\n`
      : `error: ${(error as Error).message}\n`,
  );
  if (usage) process.stderr.write(`\n${USAGE}`);
  process.exitCode = missing ? 1 : 2;
}
