// SPDX-License-Identifier: Apache-2.0
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { compareVersions, engineEnv, hideLogins } from "../../lib/deploy/engine.ts";
import { runEngine } from "../../lib/deploy/engine-process.ts";
import { engineVersion, findEngine, RunStop, stateDir } from "../../lib/deploy/index.ts";
import { defaultParallel } from "../../lib/deploy/machine.ts";
import { prepareStateDir, readSecrets } from "../../lib/deploy/state-dir.ts";

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "bivouac-engine-"))));
afterEach(() => rm(folder, { recursive: true }));

async function script(path: string, body: string): Promise<string> {
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
  return path;
}
const install = (version: string): Promise<string> =>
  script(join(folder, "home/versions", version, "bin/pulumi"), `echo v${version}`);
const environment = (path = ""): NodeJS.ProcessEnv => ({ PULUMI_HOME: join(folder, "home"), PATH: path });

async function stopOf(promise: Promise<unknown>): Promise<RunStop> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RunStop);
  return error as RunStop;
}

describe("findEngine", () => {
  test("takes the newest in PULUMI_HOME without starting it", async () => {
    await install(engineVersion);
    const binary = await install("3.1000.0");
    expect(await findEngine(environment())).toEqual({ binary, version: "3.1000.0" });
  });

  test("then the one on PATH", async () => {
    await install("3.1.0");
    const binary = await script(join(folder, "bin/pulumi"), "echo v3.999.1");
    expect(await findEngine(environment(join(folder, "bin")))).toEqual({ binary, version: "3.999.1" });
  });

  test("none: says where it looked and how to get it", async () => {
    const { exitCode, findings } = await stopOf(findEngine(environment()));
    expect(exitCode).toBe(2);
    expect(findings).toMatchObject([
      {
        code: "BV401",
        allowed: `${engineVersion} or newer`,
        hint: expect.stringContaining(`npx pulumi@${engineVersion}`),
      },
    ]);
  });

  test("too old: names each that was seen", async () => {
    const binary = await install("3.1.0");
    expect((await stopOf(findEngine(environment()))).findings).toMatchObject([
      { code: "BV402", seen: `3.1.0 in ${binary}` },
    ]);
  });

  test("versions are compared by number", () => {
    expect(["3.9.0", "v3.259.0-alpha", "3.10.1"].toSorted(compareVersions)).toEqual([
      "3.9.0",
      "3.10.1",
      "v3.259.0-alpha",
    ]);
  });
});

describe("engineEnv", () => {
  test("holds no login of the caller's shell", () => {
    const env = engineEnv(
      { binary: "/x/bin/pulumi", version: "3" },
      { passphrase: "p", backendUrl: "file:///s", cloudsFile: "/c/clouds.yaml" },
      {
        OS_USERNAME: "me",
        OS_PASSWORD: "secret",
        OS_CLOUD: "mine",
        OS_CLIENT_CONFIG_FILE: "/other",
        OS_CLIENT_SECURE_FILE: "/secure",
        HOME: "/h",
        PATH: "/bin",
      },
    );
    expect(Object.keys(env).filter((key) => key.startsWith("OS_"))).toEqual([
      "OS_CLIENT_CONFIG_FILE",
      "OS_CLIENT_SECURE_FILE",
    ]);
    expect(env).toMatchObject({
      OS_CLIENT_CONFIG_FILE: "/c/clouds.yaml",
      HOME: "/h",
      PATH: "/x/bin:/bin",
      PULUMI_BACKEND_URL: "file:///s",
      PULUMI_CONFIG_PASSPHRASE: "p",
    });
  });

  test("hideLogins takes them from the process and gives them back", () => {
    const env: NodeJS.ProcessEnv = { OS_CLOUD: "mine", OS_CLIENT_CONFIG_FILE: "/c", HOME: "/h" };
    const restore = hideLogins(env);
    expect(env).toEqual({ OS_CLIENT_CONFIG_FILE: "/c", HOME: "/h" });
    restore();
    expect(env).toEqual({ OS_CLOUD: "mine", OS_CLIENT_CONFIG_FILE: "/c", HOME: "/h" });
  });
});

describe("runEngine", () => {
  test("an abort is one interrupt, and what the engine then says counts", async () => {
    const binary = await script(
      join(folder, "pulumi"),
      "trap 'echo finishing; exit 7' INT\necho started\nwhile :; do sleep 0.05; done",
    );
    const abort = new AbortController();
    const exit = await runEngine({
      binary,
      args: [],
      cwd: folder,
      env: { PATH: process.env["PATH"] ?? "" },
      signal: abort.signal,
      onOutput: (text) => text.includes("started") && abort.abort(),
    });
    expect(exit).toEqual({ code: 7, signal: undefined, stdout: "started\nfinishing\n", stderr: "" });
  });

  test("a killed engine is told apart", async () => {
    const binary = await script(join(folder, "pulumi"), "kill -9 $$");
    expect(await runEngine({ binary, args: [], cwd: folder, env: {} })).toMatchObject({ code: -1, signal: "SIGKILL" });
  });
});

describe("the state folder", () => {
  test("is for its owner alone, with secrets that stay", async () => {
    const dir = stateDir(join(folder, "event.yaml"), "ev", {});
    await prepareStateDir(dir);
    const secrets = await readSecrets(dir, {});
    expect(secrets.passphrase).toMatch(/^[\w-]{43}$/);
    expect(await readSecrets(dir, {})).toEqual(secrets);
    const modes = await Promise.all(
      [dir.root, join(dir.root, "passphrase"), join(dir.root, "seed")].map(async (path) =>
        ((await stat(path)).mode & 0o777).toString(8),
      ),
    );
    expect(modes).toEqual(["700", "600", "600"]);
  });

  test("refuses an empty passphrase, and another than the first", async () => {
    const dir = stateDir(join(folder, "event.yaml"), "ev", {});
    await prepareStateDir(dir);
    expect((await stopOf(readSecrets(dir, { PULUMI_CONFIG_PASSPHRASE: "" }))).findings).toMatchObject([
      { code: "BV404" },
    ]);
    await readSecrets(dir, { PULUMI_CONFIG_PASSPHRASE: "one" });
    const { exitCode, findings } = await stopOf(readSecrets(dir, { PULUMI_CONFIG_PASSPHRASE: "two" }));
    expect([exitCode, findings[0]?.code]).toEqual([2, "BV423"]);
  });

  test("that cannot be made stops before anything", async () => {
    await writeFile(join(folder, ".bivouac"), "a file");
    expect((await stopOf(prepareStateDir(stateDir(join(folder, "event.yaml"), "ev", {})))).findings).toMatchObject([
      { code: "BV403" },
    ]);
  });

  test("gives way to a backend that the user set", () => {
    expect(stateDir(join(folder, "event.yaml"), "ev", { PULUMI_BACKEND_URL: "s3://b" })).toMatchObject({
      backendUrl: "s3://b",
      local: false,
    });
  });
});

test("defaultParallel: two teams a core, as far as teams and memory go", () => {
  const gib = 1024 ** 3;
  expect([
    defaultParallel(9, 2, 16 * gib),
    defaultParallel(3, 8, 16 * gib),
    defaultParallel(9, 8, 2 * gib),
    defaultParallel(9, 2, 0),
  ]).toEqual([4, 3, 3, 1]);
});
