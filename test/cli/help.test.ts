// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { commands } from "../../lib/cli/commands.ts";
import { cli, lastLine } from "./harness.ts";

const visible = commands.filter((command) => command.hidden !== true);

describe("help", () => {
  it("lists every command once, with examples and exit codes", async () => {
    const { code, stdout, stderr } = await cli(["--help"]);
    expect(code).toBe(0);
    expect(stderr).toBe("");
    for (const { name, summary } of visible)
      expect(stdout).toMatch(new RegExp(`^  ${name}[ \\[<].*${summary.slice(0, 20)}`, "m"));
    expect(stdout).toContain("Examples:\n  $ bivouac validate event.yaml ");
    expect(stdout).toMatch(
      /Exit codes:\n {4}0 {2}done.*\n {4}1 .*\n {4}2 .*\n {4}3 .*\n {4}4 .*\n {4}5 .*\n {4}6 .*\n {2}130 {2}interrupted\n/,
    );
    expect(stdout).not.toContain("__complete");
  });

  it("of each command: what it does, an example, its exit codes", async () => {
    for (const { name, raw } of visible) {
      const { code, stdout } = await cli([name, "--help"]);
      expect({ name, code }).toEqual({ name, code: 0 });
      expect(stdout).toMatch(new RegExp(`^Usage: bivouac ${name}`));
      if (raw === true || name === "version") continue;
      expect(stdout).toContain("Examples:\n  $ bivouac ");
      expect(stdout).toContain("Exit codes:\n    0  done; the answer is yes");
      expect(stdout).toContain("--json-file <file>");
      expect(stdout).not.toContain("--version");
    }
  });

  it("of the commands of a command, with what both have given to the inner one", async () => {
    const below = visible.flatMap(({ name, commands: inner = [] }) => inner.map((each) => [name, each.name]));
    expect(below).toEqual([
      ["lint", "flavors"],
      ["lint", "manifests"],
      ["lint", "explain"],
      ["lint", "rules"],
    ]);
    for (const path of below) {
      const { code, stdout } = await cli([...path, "--help"]);
      expect({ path, code }).toEqual({ path, code: 0 });
      expect(stdout).toMatch(new RegExp(`^Usage: bivouac ${path.join(" ")} `));
      expect(stdout).toContain("Examples:\n  $ bivouac ");
    }
    expect((await cli(["lint", "--help"])).stdout).toContain("\nCommands:\n  flavors [options] [files...]  ");
    const { stdout } = await cli(["lint", "rules", "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ command: "lint rules", exitCode: 0 });
  });

  it("is the same by `help <command>`", async () => {
    expect((await cli(["help", "plan"])).stdout).toBe((await cli(["plan", "--help"])).stdout);
  });

  it("keeps its lines short", async () => {
    const texts = await Promise.all(visible.map(async ({ name }) => (await cli([name, "--help"])).stdout));
    expect(texts.flatMap((text) => text.split("\n")).filter((line) => line.length > 125)).toEqual([]);
  });

  it("has no colours without a terminal, and with NO_COLOR", async () => {
    expect((await cli(["--help"])).stdout).not.toContain("\u001b");
    expect((await cli(["--help"], { terminal: true })).stdout).toContain("\u001b[1mUsage:");
    expect((await cli(["--help"], { terminal: true, env: { NO_COLOR: "1" } })).stdout).not.toContain("\u001b");
  });

  it("is what a bare command gives, as an error", async () => {
    const { code, stdout, stderr } = await cli([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^Usage: bivouac <command>/);
    expect(lastLine(stderr)).toBe("exit 2: no command given");
  });
});

describe("what is mistyped", () => {
  it.each([
    [["validat"], "unknown command 'validat'", "(Did you mean validate?)"],
    [["up", "--temm", "a"], "unknown option '--temm'", "(Did you mean --team?)"],
    [["plan", "--jsno"], "unknown option '--jsno'", "(Did you mean --json?)"],
    [["lint", "flavors", "--fixs"], "unknown option '--fixs'", "(Did you mean --fix?)"],
  ])("%j", async (argv, reason, suggestion) => {
    const { code, stdout, stderr } = await cli(argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(suggestion);
    expect(lastLine(stderr)).toBe(`exit 2: ${reason}`);
  });

  it.each([
    [["up", "--parallel", "0"], "It must be a whole number from 1 to 64."],
    [["plan", "a.yaml", "b.yaml"], "too many arguments"],
    [["credentials", "a.yaml"], "required option '-t, --team <id>' not specified"],
    [["validate", "--format", "xml"], "Allowed choices are text, json, github."],
    [["completion", "tcsh"], 'no completion for "tcsh"'],
    [["lab", "upp"], 'lab has no action "upp"'],
  ])("%j", async (argv, message) => {
    const { code, stderr } = await cli(argv);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(lastLine(stderr)).toMatch(/^exit 2: /);
  });

  it("under --json is a document as well", async () => {
    const { code, stdout } = await cli(["validat", "--json"]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      command: "validat",
      error: { message: "unknown command 'validat'" },
      exitCode: 2,
      reason: "unknown command 'validat'",
    });
  });
});

describe("version", () => {
  it("says where it runs from", async () => {
    expect((await cli(["--version"])).stdout).toMatch(/^bivouac \d+\.\d+\.\d+ \((checkout|package) .+\), Node v\d+/);
    expect(JSON.parse((await cli(["-V", "--json"])).stdout)).toMatchObject({
      version: 1,
      command: "version",
      node: process.version,
      exitCode: 0,
    });
  });
});
