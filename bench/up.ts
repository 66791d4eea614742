// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parseDocument } from "yaml";
import { figure } from "./measure.ts";

const root = join(import.meta.dirname, "..");
const run = promisify(execFile);

interface Run {
  readonly wall: number;
  readonly created: number;
  /** Of them, objects of OpenStack. */
  readonly inOpenStack: number;
  readonly changed: number;
}

/** The whole way on the lab, which is started when it is not up: nine teams, again, a tenth, one alone, and away. */
export async function up(): Promise<void> {
  await run(join(root, "lab/up"), [], { maxBuffer: 64 << 20 });
  const folder = await mkdtemp(join(tmpdir(), "bivouac-bench-"));
  const nine = await eventFile(join(folder, "nine"), (teams) => teams.slice(0, 9));
  const since = new Date().toISOString();
  const first = await bivouac("up", nine);
  const calls = await clientCalls(since);
  const again = await bivouac("up", nine);
  const late = await eventFile(join(folder, "nine"), (teams) => [...teams, teams[3] ?? ""], "late");
  const tenth = await bivouac("up", late, "--team", "late");
  const alone = await eventFile(join(folder, "alone"), (teams) => [teams[3] ?? ""]);
  const single = await bivouac("up", alone);
  const away = await bivouac("destroy", late);
  await bivouac("destroy", alone);
  await rm(folder, { recursive: true, force: true });

  figure("up of nine teams", `${first.wall.toFixed(0)} s`, "-", `${first.created} resources`);
  figure(
    "OpenStack calls ÷ objects created (P6)",
    (calls / first.inOpenStack).toFixed(2),
    "-",
    `${calls} calls, ${(calls / 9).toFixed(0)} a team; ${first.inOpenStack} objects`,
  );
  figure(
    "second up ÷ first (P8)",
    (again.wall / first.wall).toFixed(2),
    "-",
    `${again.wall.toFixed(0)} s, ${again.changed} changes`,
  );
  figure(
    "tenth team ÷ a team alone (P9)",
    (tenth.wall / single.wall).toFixed(2),
    "-",
    `${tenth.wall.toFixed(0)} s ÷ ${single.wall.toFixed(0)} s`,
  );
  figure("destroy of ten teams", `${away.wall.toFixed(0)} s`, "-");
}

/** The example under a name of its own, with the teams chosen; `extra` renames the last one. */
async function eventFile(folder: string, choose: (teams: string[]) => string[], extra?: string): Promise<string> {
  const example = join(root, "examples/lugano-2022");
  const file = join(folder, "event.yaml");
  const before = await readFile(file, "utf8").catch(() => undefined);
  if (before === undefined) {
    await cp(example, folder, { recursive: true, filter: (source) => !/\.bivouac|lock\.yaml$/.test(source) });
  }
  const document = parseDocument(before ?? (await readFile(file, "utf8")));
  if (before === undefined) document.set("name", `bench-${randomBytes(3).toString("hex")}`);
  const teams = document.toJS().teams as Record<string, unknown>;
  const ids = choose(Object.keys(teams));
  document.set(
    "teams",
    Object.fromEntries(
      ids.map((id, index) => [index === ids.length - 1 && extra !== undefined ? extra : id, teams[id]]),
    ),
  );
  await writeFile(file, document.toString());
  return file;
}

async function bivouac(command: string, file: string, ...more: string[]): Promise<Run> {
  const start = performance.now();
  const { stdout } = await run(
    process.execPath,
    [join(root, "bin/bivouac.js"), command, file, "--yes", "--json", ...more],
    { cwd: root, maxBuffer: 256 << 20 },
  );
  const wall = (performance.now() - start) / 1000;
  let created = 0;
  let changed = 0;
  let inOpenStack = 0;
  for (const line of stdout.split("\n").filter(Boolean)) {
    const event = JSON.parse(line) as {
      type?: string;
      changes?: Record<string, number>;
      action?: string;
      state?: string;
      resource?: string;
    };
    // Kinds of Kubernetes begin with a capital, words of OpenStack do not.
    if (
      event.type === "resource" &&
      event.action === "create" &&
      event.state === "done" &&
      /^[a-z]/.test(event.resource ?? "")
    )
      inOpenStack++;
    if (event.type !== "team-done") continue;
    created += event.changes?.["create"] ?? 0;
    for (const key of ["create", "update", "replace", "delete"]) changed += event.changes?.[key] ?? 0;
  }
  return { wall, created, changed, inOpenStack };
}

/** Calls of clients at the lab's OpenStack since then, those of the services to each other left out. */
async function clientCalls(since: string): Promise<number> {
  const { stdout } = await run(join(root, "lab/calls"), ["--since", since, "--client", "--json"], {
    maxBuffer: 64 << 20,
  });
  return (JSON.parse(stdout) as { calls: number }).calls;
}
