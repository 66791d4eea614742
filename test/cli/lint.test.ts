// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli, folder, lastLine } from "./harness.ts";

const flavors = (body: string): string => `version: 1\nflavors:\n${body}`;
const good = flavors("  m1.a: { vcpus: 2, ram: 4096, disk: 20, public: true }\n");
const bad = flavors("  m1.a:\n    vcpus: 0\n    ram: 4096\n    disk: 20\n    public: true\n");
const took = / \(\d+(\.\d+)? m?s\)/;
type Document = {
  readonly findings: readonly { readonly code: string; readonly file: string; readonly subject: string }[];
  readonly suppressed: readonly { readonly code: string; readonly suppressed: { readonly by: string } }[];
  readonly summary: Readonly<Record<string, unknown>>;
  readonly fixedInBaseline: readonly unknown[];
};
const lint = (cwd: string, ...argv: string[]): ReturnType<typeof cli> => cli(["lint", "flavors", ...argv], { cwd });
async function json(cwd: string, ...argv: string[]): Promise<Document & { readonly exitCode: number }> {
  const { stdout } = await lint(cwd, ...argv, "--format", "json");
  return JSON.parse(stdout) as Document & { readonly exitCode: number };
}

describe("lint flavors", () => {
  it("shows place, source, what is allowed and why it ends so", async () => {
    const { code, stdout, stderr } = await lint(folder({ "flavors.yaml": bad }), "flavors.yaml");
    expect(stdout.replace(took, "")).toBe(
      `flavors.yaml  1 error
flavors.yaml:4:12 error FL103 m1.a: vcpus is out of range
   3 |   m1.a:
   4 |     vcpus: 0
     |            ^
   allowed: 1 to 2147483647

1 error in 1 flavor of 1 file
`,
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: "exit 1: 1 error at or above --fail-on error\n" });
  });

  it("is quiet about what is right", async () => {
    const { code, stdout, stderr } = await lint(folder({ "flavors.yaml": good }), "flavors.yaml");
    expect({ code, stderr, stdout: stdout.replace(took, "") }).toEqual({
      code: 0,
      stderr: "",
      stdout: "no findings in 1 flavor of 1 file\n",
    });
  });

  it("goes on behind a broken file", async () => {
    const cwd = folder({ "a.yaml": "version: [\n", "b.yaml": bad, "c.txt": "hello" });
    const { findings, exitCode } = await json(cwd, "a.yaml", "b.yaml", "c.txt");
    expect(exitCode).toBe(1);
    expect(findings.map(({ file, code }) => [file, code])).toEqual([
      ["a.yaml", "BV002"],
      ["b.yaml", "FL103"],
      ["c.txt", "BV013"],
    ]);
  });

  it("a file that is not there is a wrong question, the others are linted", async () => {
    const { code, stdout, stderr } = await lint(folder({ "b.yaml": bad }), "nowhere.yaml", "b.yaml");
    expect(code).toBe(2);
    expect(stdout).toContain("b.yaml:4:12 error FL103");
    expect(lastLine(stderr)).toBe("exit 2: cannot read nowhere.yaml: there is no such file");
  });

  it("takes folders and patterns, and counts what holds no flavors", async () => {
    const cwd = folder({ "b.yaml": bad, "notes.yaml": "a: 1\n", "values.yaml": "flavor: vanilla\n" });
    mkdirSync(join(cwd, "sub", ".git"), { recursive: true });
    mkdirSync(join(cwd, "node_modules"));
    for (const place of ["sub", "sub/.git", "node_modules"]) writeFileSync(join(cwd, place, "f.yaml"), bad);
    const all = await json(cwd, ".");
    expect(all.findings.map(({ file }) => file)).toEqual(["b.yaml", "sub/f.yaml"]);
    expect(all.summary).toMatchObject({ files: 2, subjects: 2, skipped: 2, errors: 2 });
    expect((await json(cwd, "**/f.yaml")).findings.map(({ file }) => file)).toEqual(["sub/f.yaml"]);
    expect((await json(cwd, "sub", "sub/f.yaml", "./sub/f.yaml")).findings).toHaveLength(1);
    expect((await lint(cwd, "*.tf")).stderr).toMatch(/error \*\.tf means no file\n.*\nexit 2: \*\.tf means no file\n/);
  });

  it("reads the standard input", async () => {
    const cwd = folder();
    const run = execFileSync(
      process.execPath,
      [join(import.meta.dirname, "../../bin/bivouac.js"), "lint", "flavors", "-", "--json", "--fail-on", "error"],
      { cwd, input: good, encoding: "utf8" },
    );
    expect(JSON.parse(run)).toMatchObject({ command: "lint flavors", summary: { files: 1, subjects: 1 }, exitCode: 0 });
  });

  it.each([
    [[], "no files named"],
    [["f.yaml", "--profile", "wikimedai"], 'no profile "wikimedai"'],
    [["f.yaml", "--target", "2023.7"], 'no release "2023.7" of Nova is known'],
    [["f.yaml", "--format-in", "xml"], 'no format "xml"'],
    [
      ["f.yaml", "--format", "xml"],
      "option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, sarif, junit, github, markdown.",
    ],
    [["f.yaml", "--config", "no.yaml"], "cannot read no.yaml: there is no such file"],
    [["f.yaml", "--baseline", "no.json"], "cannot read the baseline no.json: there is no such file"],
    [["f.yaml", "--since", "no-such-ref"], "--since no-such-ref: there is no such commit"],
    [["f.yaml", "--tables", "no.md"], "cannot read the tables of no.md: there is no such file"],
    [["f.yaml", "--live", "nowhere"], "no clouds.yaml found"],
    [["-", "--fix"], "the standard input cannot be changed"],
  ])("%j is a wrong question", async (argv, reason) => {
    const { code, stderr } = await cli(["lint", "flavors", ...argv], {
      cwd: folder({ "f.yaml": good }),
      env: { OS_CLIENT_CONFIG_FILE: "/nowhere/clouds.yaml", HOME: "/nowhere", BIVOUAC_CACHE: "/nowhere" },
    });
    expect({ code, last: lastLine(stderr).replace(/^exit 2: /, "") }).toEqual({ code: 2, last: reason });
  });
});

describe("what counts", () => {
  it("--fail-on is the least severity that does", async () => {
    const cwd = folder({ "f.yaml": flavors("  m1.a: { vcpus: 2, ram: 1000, disk: 20, public: true }\n") });
    expect(
      await Promise.all(
        ["error", "warning", "info"].map(async (level) => (await lint(cwd, "f.yaml", "--fail-on", level)).code),
      ),
    ).toEqual([0, 1, 1]);
    expect(lastLine((await lint(cwd, "f.yaml", "--fail-on", "warning")).stderr)).toBe(
      "exit 1: 1 warning at or above --fail-on warning",
    );
  });

  it("suppressed findings are counted and shown with --all", async () => {
    const text = `version: 1
flavors:
  # bivouac-lint-disable-next-line FL103 -- one is not decided
  m1.a: { vcpus: 0, ram: 4096, disk: 20, public: true }
  m1.b: { vcpus: 0, ram: 8192, disk: 20, public: true, x-lint: { ignore: [{ rule: FL103, reason: nor is the other }] } }
`;
    const cwd = folder({ "f.yaml": text });
    const { code, stdout } = await lint(cwd, "f.yaml");
    expect({ code, stdout: stdout.replace(took, "") }).toEqual({
      code: 0,
      stdout: "no findings in 2 flavors of 1 file\n2 suppressed (2 in the files; --all shows them)\n",
    });
    const all = await lint(cwd, "f.yaml", "--all");
    expect(all.code).toBe(0);
    expect(all.stdout).toContain("   suppressed (inline): one is not decided\n");
    expect(all.stdout).toContain("   suppressed (inline): nor is the other\n");
    expect((await json(cwd, "f.yaml")).suppressed.map(({ suppressed }) => suppressed.by)).toEqual(["inline", "inline"]);
  });

  it("a fault of the linter is no finding about flavors", async () => {
    const rule = `export const rules = [{ id: "HOUSE1", name: "house-broken", scope: "flavor", severity: "error", what: "w", why: "w", sources: [],
      check() { throw new Error("boom"); }, failing: [], passing: [] }];`;
    const cwd = folder({ "f.yaml": good, "r.mjs": rule, ".bivouac-lint.yaml": "version: 1\nuserRules: [./r.mjs]\n" });
    const { code, stdout, stderr } = await lint(cwd, "f.yaml");
    expect(code).toBe(2);
    expect(stdout).toContain("FL000 m1.a: rule HOUSE1 failed: boom");
    expect(stderr).toBe("exit 2: 1 fault of the linter itself (FL000); please report\n");
  });
});

describe("fixes", () => {
  const text = `version: 1
flavors:
  # a comment that stays
  m1.a:   { vcpus: 2, ram: 4096,   disk: 20, public: true, extraSpecs: { "hw:cpu_polcy": dedicated, hw:boot_menu: y } }
`;
  const safe = text.replace("hw:boot_menu: y", 'hw:boot_menu: "true"');

  it("--fix makes the safe ones, keeps the rest of the text, and is done after one run", async () => {
    const cwd = folder({ "f.yaml": text });
    const first = await lint(cwd, "f.yaml", "--fix");
    expect(first.code).toBe(1);
    expect(first.stdout).toContain("fixed: 1 change in 1 file\n");
    const after = readFileSync(join(cwd, "f.yaml"), "utf8");
    expect(after.replace("boot_menu: true", 'boot_menu: "true"')).toBe(safe);
    const again = await lint(cwd, "f.yaml", "--fix");
    expect(again.stdout).toContain("fixed: 0 changes in 0 files\n");
    expect(readFileSync(join(cwd, "f.yaml"), "utf8")).toBe(after);
  });

  it("--fix-suggestions makes the others too", async () => {
    const cwd = folder({ "f.yaml": text });
    expect((await lint(cwd, "f.yaml", "--fix-suggestions")).code).toBe(0);
    expect(readFileSync(join(cwd, "f.yaml"), "utf8")).toContain('"hw:cpu_policy": dedicated');
  });

  it("--diff prints a patch that git takes, and changes nothing", async () => {
    const cwd = folder({ "f.yaml": text });
    symlinkSync("f.yaml", join(cwd, "link.yaml"));
    const { code, stdout, stderr } = await lint(cwd, "f.yaml", "--fix-suggestions", "--diff");
    expect(code).toBe(1);
    expect(lastLine(stderr)).toBe("exit 1: 1 error at or above --fail-on error");
    expect(stdout.split("\n").slice(0, 2)).toEqual(["--- a/f.yaml", "+++ b/f.yaml"]);
    expect(readFileSync(join(cwd, "f.yaml"), "utf8")).toBe(text);
    execFileSync("git", ["init", "-q"], { cwd });
    execFileSync("git", ["apply", "-"], { cwd, input: stdout });
    const patched = readFileSync(join(cwd, "f.yaml"), "utf8");
    writeFileSync(join(cwd, "f.yaml"), text);
    await lint(cwd, "link.yaml", "--fix-suggestions");
    expect(readFileSync(join(cwd, "f.yaml"), "utf8")).toBe(patched);
  });
});

describe("comparisons", () => {
  it("--since knows the files of a commit", async () => {
    const cwd = folder({ "f.yaml": good });
    const git = (...argv: string[]): void =>
      void execFileSync("git", ["-c", "user.name=ann", "-c", "user.email=ann@example.org", ...argv], { cwd });
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "one");
    expect((await json(cwd, "f.yaml", "--since", "HEAD")).findings).toEqual([]);
    writeFileSync(join(cwd, "f.yaml"), good.replace("disk: 20", "disk: 40"));
    expect((await json(cwd, "f.yaml", "--since", "HEAD")).findings).toMatchObject([{ code: "FL606", subject: "m1.a" }]);
  });

  it("--tables knows the documentation", async () => {
    const table = "| Flavor | vCPUs | RAM (GiB) |\n|---|---|---|\n| m1.a | 4 | 4 |\n";
    const cwd = folder({ "f.yaml": good, "flavors.md": table, "empty.md": "# nothing\n" });
    expect((await json(cwd, "f.yaml", "--tables", "flavors.md")).findings).toMatchObject([{ code: "FL607" }]);
    expect(lastLine((await lint(cwd, "f.yaml", "--tables", "empty.md")).stderr)).toBe(
      "exit 2: no table of flavors in empty.md",
    );
  });
});
