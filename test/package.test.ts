// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const run = promisify(execFile);
const bin = (name: string): string => join(root, "node_modules/.bin", name);

/** The package as a user gets it: built, packed, unpacked beside its dependencies, outside this checkout. */
describe("the packed package", { timeout: 900_000 }, () => {
  let folder: string;
  let unpacked: string;
  let tarball: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "bivouac-package-"));
    const stage = join(folder, "stage");
    await run(join(root, ".ci/package"), [stage]);
    await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: stage });
    tarball = join(folder, (await readdir(folder)).find((name) => name.endsWith(".tgz")) ?? "");
    const modules = join(folder, "user/node_modules");
    await mkdir(modules, { recursive: true });
    await run("tar", ["-xzf", tarball, "-C", modules]);
    await run("mv", [join(modules, "package"), join(modules, "bivouac")]);
    unpacked = join(modules, "bivouac");
    for (const name of await readdir(join(root, "node_modules"))) {
      if (!name.startsWith("."))
        await symlink(join(root, "node_modules", name), join(modules, name)).catch(() => undefined);
    }
  }, 180_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("passes publint", async () => {
    const { stdout } = await run(process.execPath, [bin("publint"), tarball, "--strict"]);
    expect(stdout).toContain("All good!");
  });

  test("its types resolve for ESM users", async () => {
    const { stdout } = await run(process.execPath, [
      bin("attw"),
      tarball,
      "--profile",
      "esm-only",
      "--format",
      "json",
    ]).catch((error: { stdout: string }) => error);
    const report = JSON.parse(stdout) as { analysis?: { problems?: unknown[] }; problems?: Record<string, unknown[]> };
    const problems = Object.values(report.problems ?? {}).flat() as { resolutionKind?: string; kind?: string }[];
    expect(
      problems.filter(
        (problem) =>
          problem.resolutionKind !== "node10" &&
          problem.kind !== "CJSResolvesToESM" &&
          !/node16-cjs/.test(problem.resolutionKind ?? ""),
      ),
    ).toEqual([]);
  });

  test("every entry point can be imported by its name", async () => {
    const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
      exports: Record<string, unknown>;
    };
    const entries = Object.keys(manifest.exports).filter((entry) => !entry.endsWith(".json"));
    const program = `const names = ${JSON.stringify(entries)}; for (const name of names) { const door = await import("bivouac" + name.slice(1)); console.log(name, Object.keys(door).length > 0); }`;
    await writeFile(join(folder, "user/all.mjs"), program);
    const { stdout } = await run(process.execPath, ["all.mjs"], { cwd: join(folder, "user") });
    expect(stdout.trim().split("\n")).toEqual(entries.map((entry) => `${entry} true`));
  });

  test("its command runs", async () => {
    const { stdout } = await run(process.execPath, [join(unpacked, "bin/bivouac.js"), "--help"], { cwd: folder });
    expect(stdout).toContain("bivouac");
    const event = join(root, "examples/lugano-2022/event.yaml");
    const { stdout: verdict } = await run(
      process.execPath,
      [join(unpacked, "bin/bivouac.js"), "validate", event, "--json"],
      { cwd: folder },
    );
    expect(JSON.parse(verdict)).toMatchObject({ version: 1 });
  });

  test("it ships neither sources of this checkout nor tests", async () => {
    const files = (await readdir(unpacked, { recursive: true })).filter((file) =>
      /^(lib|test|lab|bench|examples)(\/|$)/.test(file),
    );
    expect(files).toEqual([]);
  });
});
