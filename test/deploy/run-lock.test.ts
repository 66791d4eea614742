// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lockHolder, RunStop } from "../../lib/deploy/index.ts";
import { takeLock } from "../../lib/deploy/run-lock.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bivouac-lock-"));
  path = join(folder, "run.lock");
});
afterEach(() => rm(folder, { recursive: true }));

/** A process that has run and ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ["--version"]).pid;
}

async function leave(holder: Record<string, unknown>): Promise<void> {
  await writeFile(
    path,
    JSON.stringify({
      pid: 1,
      host: hostname(),
      user: "ann",
      since: "2026-01-01T00:00:00Z",
      command: "bivouac up e.yaml",
      id: "x",
      ...holder,
    }),
  );
}

async function refusal(): Promise<RunStop> {
  const error = await takeLock(path, "bivouac up").then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RunStop);
  return error as RunStop;
}

describe("takeLock", () => {
  test("is held until it is released", async () => {
    const lock = await takeLock(path, "bivouac up e.yaml");
    expect(await lockHolder(path)).toMatchObject({
      holder: { pid: process.pid, host: hostname(), command: "bivouac up e.yaml" },
      dead: false,
    });
    const { exitCode, findings } = await refusal();
    expect(exitCode).toBe(6);
    expect(findings).toMatchObject([{ code: "BV405", hint: `wait for it, or stop it: kill -INT ${process.pid}` }]);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  test("a dead holder of this host is replaced and named", async () => {
    const pid = deadPid();
    await leave({ pid });
    const lock = await takeLock(path, "bivouac up");
    expect(lock.replaced).toMatchObject({ pid, user: "ann" });
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  test("a process that only has the holder's number is not the holder", async () => {
    await leave({ pid: process.pid, started: "1" });
    await expect(takeLock(path, "bivouac up")).resolves.toMatchObject({ replaced: { pid: process.pid } });
  });

  test("a holder on another host is never judged dead", async () => {
    await leave({ pid: deadPid(), host: "elsewhere.example" });
    expect((await refusal()).findings[0]).toMatchObject({
      seen: expect.stringContaining("ann@elsewhere.example"),
      hint: `wait for it; if it is surely gone: rm '${path}'`,
    });
  });

  test("half a lock is respected", async () => {
    await writeFile(path, "{");
    expect((await refusal()).exitCode).toBe(6);
  });

  test("of many who find a dead holder, one wins", async () => {
    for (let round = 0; round < 20; round++) {
      await leave({ pid: deadPid(), id: `dead-${round}` });
      const tries = await Promise.allSettled(Array.from({ length: 12 }, () => takeLock(path, "bivouac up")));
      const won = tries.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      expect(won).toHaveLength(1);
      expect(tries.flatMap((one) => (one.status === "rejected" ? [(one.reason as RunStop).exitCode] : []))).toEqual(
        Array(11).fill(6),
      );
      await won[0]?.release();
      expect(await readdir(folder)).toEqual([]);
    }
  });

  test("releasing leaves a lock that is another's", async () => {
    const lock = await takeLock(path, "bivouac up");
    await leave({ id: "other" });
    await lock.release();
    expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ id: "other" });
  });
});
