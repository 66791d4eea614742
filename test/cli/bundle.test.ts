// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { sourcesStamp } from "../../bin/sources.js";

const root = join(import.meta.dirname, "..", "..");
// Below node_modules, where its libraries are found.
const folder = join(root, "node_modules", ".bivouac", `test-${process.pid}`);
const run = promisify(execFile);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the command line as a few files", () => {
  test("says what the sources say", async () => {
    await run(process.execPath, ["bin/bundle.js", folder], { cwd: root });
    const said = async (entry: string): Promise<unknown> => {
      const script = `const { start } = await import(${JSON.stringify(entry)}); await start();`;
      const child = run(process.execPath, ["--input-type=module", "-e", script, "bivouac", ...command], { cwd: root });
      const { stdout } = await child.catch((error: { stdout: string }) => error);
      const { seconds: _seconds, ...rest } = JSON.parse(stdout) as Record<string, unknown>;
      return rest;
    };
    const command = ["lint", "flavors", "test/fixtures/flavors/defects/fl303-typo.yaml", "--format", "json"];
    const bundled = await said(join(folder, "main.mjs"));
    expect(bundled).toEqual(await said(join(root, "lib", "cli", "main.ts")));
    expect(bundled).toMatchObject({ version: 1 });
  });

  test("is not taken once a source changed", async () => {
    const checkout = await mkdtemp(join(tmpdir(), "bivouac-stamp-"));
    try {
      await mkdir(join(checkout, "lib", "cli"), { recursive: true });
      const file = join(checkout, "lib", "cli", "main.ts");
      await writeFile(file, "a");
      const before = sourcesStamp(checkout);
      expect(sourcesStamp(checkout)).toBe(before);
      await utimes(file, 1, 1);
      expect(sourcesStamp(checkout)).not.toBe(before);
    } finally {
      await rm(checkout, { recursive: true, force: true });
    }
  });
});
