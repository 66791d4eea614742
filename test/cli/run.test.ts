// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createContext, type GlobalOptions } from "../../lib/cli/context.ts";
import type { Outcome } from "../../lib/cli/exit.ts";
import type { LoadedEvent } from "../../lib/cli/load.ts";
import { drive } from "../../lib/cli/run.ts";
import type { DeployOptions, RunResult } from "../../lib/deploy/index.ts";
import { eventYaml, flavorsYaml } from "./fixtures.ts";
import { cli, folder, lastLine } from "./harness.ts";

const loaded = {
  argument: "event.yaml",
  file: "/tmp/event.yaml",
  event: { name: "lugano", title: "Lugano" },
} as unknown as LoadedEvent;
const changes = { create: 1, update: 0, replace: 0, delete: 0, same: 0 };
const at = "2022-11-07T08:00:00.000Z";

async function run(
  globals: GlobalOptions,
  result: Partial<RunResult>,
  cwd = "/",
): Promise<{ outcome: Outcome; stdout: string; asked: DeployOptions | undefined }> {
  let stdout = "";
  let asked: DeployOptions | undefined;
  const io = {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: () => {} },
    stdin: process.stdin,
    env: {},
    cwd,
    now: () => new Date(at),
  };
  const act = async (options: DeployOptions): Promise<RunResult> => {
    asked = options;
    options.onEvent({ at, type: "run-start", event: "lugano", teams: ["nris"] });
    options.onEvent({ at, type: "team-done", team: "nris", ok: true, seconds: 1, changes });
    return {
      exitCode: 0,
      reason: "done",
      teams: [{ team: "nris", ok: true, seconds: 1, changes }],
      kept: [],
      seconds: 1,
      ...result,
    };
  };
  const outcome = await drive(createContext(io, globals, "up"), {
    command: "up",
    act,
    file: "event.yaml",
    loaded,
    teams: ["nris"],
    parallel: 3,
  });
  return { outcome, stdout, asked };
}

const refused = async (options: DeployOptions): Promise<RunResult> => {
  options.onEvent({
    at,
    type: "finding",
    finding: { code: "BV304", severity: "error", message: "Keystone refused ann" },
  });
  return { exitCode: 3, reason: "1 finding in the preflight", teams: [], kept: [], seconds: 1 };
};

describe("a run", () => {
  it("hands over file, teams and parallel", async () => {
    const { asked } = await run({}, {});
    expect(asked).toMatchObject({ eventFile: "/tmp/event.yaml", teams: ["nris"], parallel: 3 });
    expect(asked?.signal.aborted).toBe(false);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 130])("ends with the run's exit code %i", async (exitCode) => {
    const { outcome } = await run({}, { exitCode, reason: "because" });
    expect(outcome).toMatchObject({ code: exitCode, reason: exitCode === 0 ? undefined : "because" });
  });

  it("under --json writes one event a line and nothing else", async () => {
    const { stdout, outcome } = await run({ json: true }, {});
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { version: 1, at, type: "run-start", event: "lugano", teams: ["nris"] },
      { version: 1, at, type: "team-done", team: "nris", ok: true, seconds: 1, changes },
    ]);
    expect(outcome.json).toEqual({
      type: "result",
      event: "lugano",
      teams: [{ team: "nris", ok: true, seconds: 1, changes }],
      kept: [],
      seconds: 1,
    });
  });

  it("with --json-file writes them beside the text", async () => {
    const cwd = folder();
    const { stdout } = await run({ jsonFile: "run.jsonl" }, {}, cwd);
    expect(stdout).toContain("Lugano: 1 team ready in 1.0 s.");
    expect(readFileSync(join(cwd, "run.jsonl"), "utf8").trimEnd().split("\n")).toHaveLength(2);
  });

  it("stopped by one finding gives its words as the reason", async () => {
    const io = {
      stdout: { write: () => {} },
      stderr: { write: () => {} },
      stdin: process.stdin,
      env: {},
      cwd: "/",
      now: () => new Date(at),
    };
    const outcome = await drive(createContext(io, {}, "up"), {
      command: "up",
      act: refused,
      file: "event.yaml",
      loaded,
    });
    expect(outcome).toMatchObject({ code: 3, reason: "Keystone refused ann" });
  });

  it("does not stop for a rejection that a program left unhandled", async () => {
    const listeners = process.listenerCount("unhandledRejection");
    let during = 0;
    const io = {
      stdout: { write: () => {} },
      stderr: { write: () => {} },
      stdin: process.stdin,
      env: {},
      cwd: "/",
      now: () => new Date(at),
    };
    const act = async (): Promise<RunResult> => {
      during = process.listenerCount("unhandledRejection");
      return { exitCode: 0, reason: "done", teams: [], kept: [], seconds: 1 };
    };
    await drive(createContext(io, { json: true }, "up"), { command: "up", act, file: "event.yaml", loaded });
    expect([during, process.listenerCount("unhandledRejection")]).toEqual([listeners + 1, listeners]);
  });
});

describe("destroy", () => {
  it("without a terminal and without --yes is a wrong question with the way out", async () => {
    const cwd = folder({ "event.yaml": eventYaml(), "flavors.yaml": flavorsYaml });
    const { code, stderr } = await cli(["destroy", "--team", "nris"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe(
      "error destroy asks before it deletes, and nobody can answer here\n  fix: bivouac destroy event.yaml --team nris --yes\nexit 2: destroy asks before it deletes, and nobody can answer here\n",
    );
  });
});

describe("up", () => {
  it("stops at the event's own mistakes, before the engine is loaded", async () => {
    const cwd = folder({ "event.yaml": eventYaml({ flavor: "m1.smal" }), "flavors.yaml": flavorsYaml });
    const { code, stdout, stderr } = await cli(["up", "--json"], { cwd });
    expect(code).toBe(1);
    expect(lastLine(stderr)).toBe("exit 1: event.yaml has 1 error");
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, command: "up", findings: [{ code: "BV232" }], exitCode: 1 });
  });

  it("refuses a team that is not there", async () => {
    const cwd = folder({ "event.yaml": eventYaml(), "flavors.yaml": flavorsYaml });
    expect(lastLine((await cli(["up", "--team", "nope"], { cwd })).stderr)).toBe(
      'exit 2: the event has no team "nope"',
    );
  });
});
