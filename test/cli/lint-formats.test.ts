// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import type { Log } from "sarif";
import { describe, expect, it } from "vitest";
import { cli, folder, lastLine } from "./harness.ts";

const text = `version: 1
flavors:
  m1.a:
    vcpus: 0
    ram: 4096
    disk: 20
    public: true
    extraSpecs:
      hw:boot_menu: "y"
  m1.b: { vcpus: 0, ram: 4096, disk: 20, public: true, x-lint: { ignore: [{ rule: FL103, reason: "soon" }] } }
`;
const files = { "f.yaml": text, "broken.yaml": "version: [\n" };
const lint = (cwd: string, ...argv: string[]): ReturnType<typeof cli> =>
  cli(["lint", "flavors", "f.yaml", "broken.yaml", ...argv], { cwd });

// The schema says draft-04, of which it uses nothing that later drafts have not.
const {
  $schema: _,
  id: __,
  ...schema
} = JSON.parse(readFileSync(new URL("../fixtures/sarif/sarif-2.1.0.schema.json", import.meta.url), "utf8")) as Record<
  string,
  object
>;
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
formats.default(ajv);
const validate = ajv.compile(schema);

describe("json", () => {
  it("has the keys of its contract, in a stable order", async () => {
    const { code, stdout, stderr } = await lint(folder(files), "--format", "json");
    expect({ code, last: lastLine(stderr) }).toEqual({ code: 1, last: "exit 1: 2 errors at or above --fail-on error" });
    const { seconds, ...document } = JSON.parse(stdout) as Record<string, unknown>;
    expect(seconds).toBeTypeOf("number");
    expect(document).toEqual({
      version: 1,
      command: "lint flavors",
      findings: [
        expect.objectContaining({
          code: "BV002",
          rule: "document",
          severity: "error",
          subject: "",
          file: "broken.yaml",
        }),
        {
          code: "FL103",
          rule: "field-range",
          severity: "error",
          subject: "m1.a",
          path: "flavors.m1.a.vcpus",
          field: "vcpus",
          file: "f.yaml",
          line: 4,
          column: 12,
          message: "vcpus is out of range",
          seen: "0",
          allowed: "1 to 2147483647",
        },
        expect.objectContaining({
          code: "FL309",
          severity: "info",
          field: "extra_specs.hw:boot_menu",
          fix: {
            title: 'set to "true"',
            safe: true,
            edits: [{ op: "set", path: ["flavors", "m1.a", "extraSpecs", "hw:boot_menu"], value: "true" }],
          },
        }),
      ],
      suppressed: [
        expect.objectContaining({ code: "FL103", subject: "m1.b", suppressed: { by: "inline", reason: "soon" } }),
      ],
      summary: {
        files: 2,
        subjects: 2,
        skipped: 0,
        errors: 2,
        warnings: 0,
        infos: 1,
        notChecked: 0,
        suppressed: { inline: 1, config: 0, baseline: 0 },
        fixable: { safe: 1, suggested: 0 },
      },
      fixedInBaseline: [],
      exitCode: 1,
      reason: "2 errors at or above --fail-on error",
    });
  });

  it("--out writes it beside the text, --json-file too", async () => {
    const cwd = folder(files);
    const { stdout } = await lint(cwd, "--format", "json", "--out", "o.json", "--json-file", "p.json");
    expect(stdout).toContain("f.yaml:4:12 error FL103 m1.a: vcpus is out of range\n");
    const [o, p] = ["o.json", "p.json"].map((file) => JSON.parse(readFileSync(join(cwd, file), "utf8")) as unknown);
    expect(o).toEqual(p);
    expect(o).toMatchObject({ version: 1, command: "lint flavors", exitCode: 1 });
  });
});

describe("sarif", () => {
  it("is valid, with rules, places, fingerprints, suppressions and fixes", async () => {
    const cwd = folder(files);
    const { code, stdout } = await lint(cwd, "--format", "sarif");
    expect(code).toBe(1);
    const log = JSON.parse(stdout) as Log;
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    const [run] = log.runs;
    expect(run?.tool.driver.rules?.map(({ id, name }) => [id, name])).toEqual([
      ["BV002", "Document"],
      ["FL103", "FieldRange"],
      ["FL309", "SpecBoolStyle"],
    ]);
    expect(run?.tool.driver.rules?.[1]).toMatchObject({
      shortDescription: { text: "vcpus and ram are from 1 to 2147483647; disk, ephemeral and swap from 0." },
      help: { markdown: expect.stringContaining("bivouac lint explain FL103") as string },
      defaultConfiguration: { level: "error" },
    });
    const results = run?.results ?? [];
    expect(results.map(({ ruleId, ruleIndex, level, kind }) => [ruleId, ruleIndex, level, kind])).toEqual([
      ["BV002", 0, "error", "fail"],
      ["FL103", 1, "error", "fail"],
      ["FL309", 2, "note", "fail"],
      ["FL103", 1, "error", "fail"],
    ]);
    expect(results[1]).toMatchObject({
      message: { text: "m1.a: vcpus is out of range\nSeen: 0\nAllowed: 1 to 2147483647" },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "f.yaml", uriBaseId: "SRCROOT" },
            region: { startLine: 4, startColumn: 12 },
          },
          logicalLocations: [{ name: "m1.a.vcpus", fullyQualifiedName: "flavors.m1.a.vcpus", kind: "object" }],
        },
      ],
      suppressions: [],
    });
    expect(results[2]?.fixes).toEqual([
      {
        description: { text: 'set to "true"' },
        artifactChanges: [
          {
            artifactLocation: { uri: "f.yaml", uriBaseId: "SRCROOT" },
            replacements: [
              {
                deletedRegion: { startLine: 9, startColumn: 1, endLine: 10, endColumn: 1 },
                insertedContent: { text: '      hw:boot_menu: "true"\n' },
              },
            ],
          },
        ],
      },
    ]);
    expect(results[3]?.suppressions).toEqual([{ kind: "inSource", status: "accepted", justification: "soon" }]);
    expect(run?.invocations).toEqual([{ executionSuccessful: true, exitCode: 1, toolExecutionNotifications: [] }]);
    const prints = results.map(({ partialFingerprints }) => partialFingerprints?.["bivouacLint/v1"]);
    expect(new Set(prints).size).toBe(4);

    const moved = await cli(["lint", "flavors", "f.yaml", "broken.yaml", "--format", "sarif"], {
      cwd: folder({ ...files, "f.yaml": `# a new line\n${text}` }),
    });
    const later = (JSON.parse(moved.stdout) as Log).runs[0]?.results ?? [];
    expect(later.map(({ partialFingerprints }) => partialFingerprints?.["bivouacLint/v1"])).toEqual(prints);
  });

  it("names values that were not checked open, and the linter's own faults notifications", async () => {
    const rule = `export const rules = [{ id: "HOUSE1", name: "house-broken", scope: "flavor", severity: "error", what: "w", why: "w", sources: [],
      check() { throw new Error("boom"); }, failing: [], passing: [] }];`;
    const cwd = folder({
      "r.mjs": rule,
      ".bivouac-lint.yaml": "version: 1\nuserRules: [./r.mjs]\n",
      "main.tf":
        'resource "openstack_compute_flavor_v2" "a" {\n  name = "a"\n  vcpus = 2\n  ram = var.ram\n  disk = 20\n  is_public = true\n}\n',
    });
    const { code, stdout } = await cli(["lint", "flavors", "main.tf", "--format", "sarif"], { cwd });
    expect(code).toBe(2);
    const log = JSON.parse(stdout) as Log;
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    expect(log.runs[0]?.results).toMatchObject([{ ruleId: "FL815", kind: "open", level: "none" }]);
    expect(log.runs[0]?.invocations).toMatchObject([
      { executionSuccessful: false, toolExecutionNotifications: [{ level: "error", descriptor: { id: "FL000" } }] },
    ]);
  });
});

describe("github", () => {
  it("is an annotation a finding, with the flavor", async () => {
    const { stdout } = await cli(["lint", "flavors", "f.yaml", "--format", "github"], { cwd: folder(files) });
    expect(stdout.split("\n")[0]).toBe(
      "::error file=f.yaml,line=4,col=12,title=FL103::m1.a: vcpus is out of range%0Aallowed: 1 to 2147483647",
    );
    expect(stdout).not.toContain("m1.b");
  });
});

describe("junit", () => {
  it("is XML that others read", async () => {
    const { stdout } = await lint(folder(files), "--format", "junit");
    const count =
      "import sys, xml.etree.ElementTree as e; r = e.parse(sys.stdin).getroot(); print(r.tag, r.get('tests'), len(r.findall('.//failure')))";
    expect(execFileSync("python3", ["-c", count], { input: stdout, encoding: "utf8" })).toBe("testsuites 4 2\n");
  });
});
