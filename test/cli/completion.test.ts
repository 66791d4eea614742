// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../../lib/cli/commands.ts";
import { eventYaml, flavorsYaml } from "./fixtures.ts";
import { bin, cli, folder } from "./harness.ts";

async function words(cwd: string, ...typed: string[]): Promise<string[]> {
  const { code, stdout } = await cli(["__complete", "--", ...typed], { cwd });
  expect(code).toBe(0);
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t")[0] ?? "");
}

describe("completion", () => {
  const files = { "event.yaml": eventYaml(), "flavors.yaml": flavorsYaml };

  it("of commands", async () => {
    expect(await words(folder(), "")).toEqual(commands.filter(({ hidden }) => hidden !== true).map(({ name }) => name));
    expect(await words(folder(), "st")).toEqual(["status"]);
  });

  it("of options, with what they are for", async () => {
    expect(await words(folder(), "up", "--pa")).toEqual(["--parallel"]);
    expect((await cli(["__complete", "--", "plan", "--f"])).stdout).toBe("--full\tshow every team in full\n");
  });

  it("of team ids, from the event file on the line, its folder, or the working directory", async () => {
    const cwd = folder(files);
    mkdirSync(join(cwd, "other"));
    writeFileSync(join(cwd, "other", "event.yaml"), "name: x\nteams:\n  # a comment\n  only-one:\n    title: One\n");
    expect(await words(cwd, "up", "event.yaml", "--team", "")).toEqual(["nris", "cscs", "dwdi"]);
    expect(await words(cwd, "up", "other", "-t", "")).toEqual(["only-one"]);
    expect(await words(cwd, "destroy", "--team", "d")).toEqual(["dwdi"]);
    expect((await cli(["__complete", "--", "up", "--team", "n"], { cwd })).stdout).toBe("nris\tTeam NRIS\n");
  });

  it("of an event that is only half written", async () => {
    expect(await words(folder({ "event.yaml": "teams:\n  a:\n    title: [\n  b:\n" }), "up", "--team", "")).toEqual([
      "a",
      "b",
    ]);
  });

  it("of the commands of a command, and of what they take", async () => {
    expect(await words(folder(), "lint", "")).toEqual(["flavors", "manifests", "explain", "rules"]);
    expect(await words(folder(), "lint", "ex")).toEqual(["explain"]);
    expect(await words(folder(), "lint", "ev")).toEqual([":files"]);
    expect(await words(folder(), "lint", "flavors", "")).toEqual([":files"]);
    expect(await words(folder(), "lint", "flavors", "--up")).toEqual(["--update-baseline"]);
    expect(await words(folder(), "lint", "flavors", "--format", "")).toEqual([
      "text",
      "json",
      "sarif",
      "junit",
      "github",
      "markdown",
    ]);
    expect(await words(folder(), "lint", "explain", "field-ra")).toEqual(["field-range"]);
    expect(await words(folder(), "lint", "explain", "FL103")).toEqual(["FL103"]);
    expect(await words(folder(), "lint", "flavors", "--profile", "wiki")).toEqual(["wikimedia"]);
    expect(await words(folder(), "lint", "flavors", "--target", "yo")).toEqual(["yoga"]);
    expect(await words(folder(), "lint", "flavors", "--format-in", "terr")).toEqual(["terraform", "terraform-json"]);
    expect(await words(folder(), "lint", "flavors", "--baseline", "")).toEqual([":files"]);
  });

  it("of values and files", async () => {
    expect(await words(folder(), "validate", "--format", "")).toEqual(["text", "json", "github"]);
    expect(await words(folder(), "lab", "")).toEqual(["up", "down", "status"]);
    expect(await words(folder(), "completion", "")).toEqual(["bash", "zsh", "fish"]);
    expect(await words(folder(), "validate", "")).toEqual([":files"]);
    expect(await words(folder(), "synth", "--out", "")).toEqual([":files"]);
  });

  it("works in bash", async () => {
    const cwd = folder({
      ...files,
      "complete.bash": (await cli(["completion", "bash"])).stdout,
      bivouac: `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`,
    });
    chmodSync(join(cwd, "bivouac"), 0o755);
    const script =
      'source complete.bash; COMP_WORDS=(bivouac up event.yaml --team d); COMP_CWORD=4; _bivouac; echo "${COMPREPLY[*]}"';
    expect(
      execFileSync("bash", ["-c", script], {
        cwd,
        encoding: "utf8",
        env: { ...process.env, PATH: `${cwd}:${process.env["PATH"]}` },
      }),
    ).toBe("dwdi\n");
  });

  it.each(["zsh", "fish"])("has a script for %s", async (shell) => {
    const { stdout } = await cli(["completion", shell]);
    expect(stdout).toContain("bivouac __complete --");
    expect(JSON.parse((await cli(["completion", shell, "--json"])).stdout)).toMatchObject({ shell, script: stdout });
  });
});
