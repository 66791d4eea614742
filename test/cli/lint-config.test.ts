// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli, folder, lastLine } from "./harness.ts";

const flavors = (body: string): string => `version: 1\nflavors:\n${body}`;
const good = flavors("  m1.a: { vcpus: 2, ram: 4096, disk: 20, public: true }\n");
const bad = flavors("  m1.a:\n    vcpus: 0\n    ram: 4096\n    disk: 20\n    public: true\n");
const two = flavors("  m1.a: { vcpus: 0, ram: 0, disk: 20, public: true }\n");
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

describe("the configuration", () => {
  const rule = `export default [{ id: "HOUSE1", name: "house-even", scope: "flavor", severity: "warning", what: "vCPUs are even.", why: "w", sources: [],
    *check(flavor) { if ((flavor.vcpus ?? 0) % 2) yield { message: "vcpus is odd", at: flavor.at("vcpus"), seen: String(flavor.vcpus) }; }, failing: [], passing: [] }];`;
  const odd = flavors("  m1.a: { vcpus: 3, ram: 4096, disk: 20, public: true }\n");

  it("is found in a folder above; its paths are below its own", async () => {
    const cwd = folder({
      "r.mjs": rule,
      ".bivouac-lint.yaml": `version: 1
files: ["f/*.yaml"]
userRules: [./r.mjs]
rules: { house-even: error }
ignore: [{ rule: HOUSE1, file: "f/old.yaml", reason: to be deleted }]
`,
    });
    mkdirSync(join(cwd, "f"));
    for (const name of ["old", "new"]) writeFileSync(join(cwd, "f", `${name}.yaml`), odd);
    for (const [from, prefix] of [
      [cwd, "f/"],
      [join(cwd, "f"), ""],
    ] as const) {
      const { findings, suppressed } = await json(from);
      expect(findings.map(({ code, file }) => [code, file])).toEqual([["HOUSE1", `${prefix}new.yaml`]]);
      expect(suppressed).toMatchObject([{ code: "HOUSE1", file: `${prefix}old.yaml`, suppressed: { by: "config" } }]);
    }
    expect((await json(join(cwd, "f"), "new.yaml", "--no-config")).findings).toEqual([]);
  });

  it("is not looked for above the repository", async () => {
    const cwd = folder({ ".bivouac-lint.yaml": "version: 9\n" });
    mkdirSync(join(cwd, "repo", ".git"), { recursive: true });
    writeFileSync(join(cwd, "repo", "f.yaml"), good);
    expect((await lint(join(cwd, "repo"), "f.yaml")).code).toBe(0);
    expect((await lint(cwd, "repo/f.yaml")).code).toBe(2);
  });

  it("shows all that is wrong with it, at its place", async () => {
    const cwd = folder({ "f.yaml": good, "c.yaml": "version: 1\nprofils: []\nfailOn: fatal\n" });
    const { code, stderr } = await lint(cwd, "f.yaml", "--config", "c.yaml");
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `c.yaml:2:1 error BV701 there is no key "profils"
   1 | version: 1
   2 | profils: []
     | ^^^^^^^ did you mean "profiles"?
c.yaml:3:9 error BV701 no such severity
   2 | profils: []
   3 | failOn: fatal
     |         ^^^^^
   allowed: error, warning, info
error the configuration c.yaml is wrong
exit 2: the configuration c.yaml is wrong
`,
    });
  });

  it.each([
    ["throw new Error('no')", "BV702 the module of rules cannot be loaded: no"],
    ["export const x = 1", "BV703 the module exports no list of rules"],
    ["export const rules = [{ id: 'A' }]", "BV703 rule 1 of the module has no name"],
    [rule.replace("HOUSE1", "FL103"), "BV703 rule 1 of the module has the id or name of FL103 field-range"],
  ])("user rules: %s", async (module, message) => {
    const cwd = folder({ "f.yaml": good, "r.mjs": module, ".bivouac-lint.yaml": "version: 1\nuserRules: [./r.mjs]\n" });
    const { code, stderr } = await lint(cwd, "f.yaml");
    expect(code).toBe(2);
    expect(stderr).toContain(`.bivouac-lint.yaml:2:13 error ${message}`);
  });

  it("makes one catalogue of several files", async () => {
    const cwd = folder({
      "a.yaml": good,
      "b.yaml": good,
      "one.yaml": "version: 1\ncatalogues: [{ name: all, files: ['*.yaml'] }]\n",
    });
    const codes = async (...argv: string[]): Promise<string[]> =>
      (await json(cwd, "a.yaml", "b.yaml", ...argv)).findings.map(({ code }) => code);
    expect(await codes()).toEqual([]);
    expect(await codes("--config", "one.yaml")).toContain("FL108");
  });
});

describe("the baseline", () => {
  it("keeps known findings from counting and says which are fixed", async () => {
    const cwd = folder({ "f.yaml": two });
    const written = await lint(cwd, "f.yaml", "--update-baseline");
    expect(written.code).toBe(0);
    expect(written.stdout).toMatch(/wrote \.bivouac-lint-baseline\.json\n$/);
    expect(readFileSync(join(cwd, ".bivouac-lint-baseline.json"), "utf8")).toContain(
      '{"rule":"FL103","subject":"m1.a","field":"ram","file":"f.yaml"},\n',
    );
    const argv = ["--baseline", ".bivouac-lint-baseline.json"];
    expect((await lint(cwd, "f.yaml")).code).toBe(1);
    expect((await lint(cwd, "f.yaml", ...argv)).code).toBe(0);
    writeFileSync(join(cwd, "f.yaml"), `# a line more\n${bad}`);
    const { code, stdout } = await lint(cwd, "f.yaml", ...argv);
    expect({ code, stdout: stdout.replace(took, "") }).toEqual({
      code: 0,
      stdout: `1 entry of the baseline is fixed; take it out with --update-baseline (.bivouac-lint-baseline.json):
  FL103 f.yaml m1.a ram

no findings in 1 flavor of 1 file
1 suppressed (1 in the baseline; --all shows them)
`,
    });
    writeFileSync(join(cwd, "g.yaml"), good);
    expect((await json(cwd, "g.yaml", ...argv)).fixedInBaseline).toEqual([]);
    writeFileSync(join(cwd, ".bivouac-lint-baseline.json"), "{}");
    expect(lastLine((await lint(cwd, "f.yaml", ...argv)).stderr)).toBe(
      "exit 2: the baseline .bivouac-lint-baseline.json is damaged: version is missing and is not 1",
    );
  });
});
