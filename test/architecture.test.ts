// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const run = promisify(execFile);

async function sources(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter(
      (entry) => entry.isFile() && /\.(ts|js|sh|py)$/.test(entry.name) && !entry.parentPath.includes("node_modules"),
    )
    .map((entry) => join(entry.parentPath, entry.name));
}

describe("the house", () => {
  test("imports go down the floors, meet at the doors and never in a circle", async () => {
    const { stdout } = await run(
      process.execPath,
      [
        join(root, "node_modules/.bin/depcruise"),
        "--config",
        ".dependency-cruiser.js",
        "--output-type",
        "json",
        "lib",
        "stacks",
      ],
      { cwd: root, maxBuffer: 256 << 20 },
    ).catch((error: { stdout: string }) => error);
    const report = JSON.parse(stdout) as {
      summary: { violations: { rule: { name: string }; from: string; to: string }[]; totalCruised: number };
    };
    expect(
      report.summary.violations.map((violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`),
    ).toEqual([]);
    expect(report.summary.totalCruised).toBeGreaterThan(50);
  });

  test("no file has more than 300 lines", async () => {
    const long: string[] = [];
    for (const folder of ["lib", "stacks", "test", "examples", "bench", "schema", "lab", "bin"]) {
      for (const file of await sources(folder)) {
        const lines = (await readFile(file, "utf8")).split("\n").length - 1;
        if (lines > 300) long.push(`${file.slice(root.length + 1)}: ${lines}`);
      }
    }
    expect(long).toEqual([]);
  });

  test("each room of lib has a door, and each source file its licence line", async () => {
    const rooms = (await readdir(join(root, "lib"), { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    const files = await sources("lib");
    const doors = files
      .filter((file) => /lib\/[^/]+\/index\.ts$/.test(file))
      .map((file) => file.split("/").at(-2) ?? "");
    expect(doors.toSorted()).toEqual(rooms.filter((room) => room !== "cli").toSorted());
    const bare: string[] = [];
    for (const file of files) {
      if (!(await readFile(file, "utf8")).startsWith("// SPDX-License-Identifier: Apache-2.0\n"))
        bare.push(file.slice(root.length + 1));
    }
    expect(bare).toEqual([]);
  });

  test("nothing in the repository names a machine's folder or a registry's host", async () => {
    const { stdout } = await run("git", ["ls-files"], { cwd: root });
    const hits: string[] = [];
    for (const file of stdout.trim().split("\n")) {
      if (/\.(png|svg|sum)$/.test(file)) continue;
      const text = await readFile(join(root, file), "utf8").catch(() => "");
      const host = /registry\.npmjs\.org|proxy\.golang\.org|deb\.debian\.org|pypi\.org/.exec(text);
      if (file !== "test/architecture.test.ts" && (host || /(^|[^\w.~/-])\/(root|work|farm)\//.test(text)))
        hits.push(file);
    }
    expect(hits).toEqual([]);
  });
});
