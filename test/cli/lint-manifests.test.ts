// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli, folder } from "./harness.ts";

const pod = (name: string, spec: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec:\n  ${spec}\n`;

interface Document {
  readonly exitCode: number;
  readonly findings: readonly {
    readonly code: string;
    readonly file: string;
    readonly subject: string;
    readonly line: number;
  }[];
  readonly suppressed: readonly { readonly code: string }[];
  readonly summary: Readonly<Record<string, unknown>>;
}

async function json(cwd: string, ...argv: string[]): Promise<Document> {
  const { stdout } = await cli(["lint", "manifests", ...argv, "--format", "json"], { cwd });
  return JSON.parse(stdout) as Document;
}

const of = ({ findings }: Document, code: string): unknown[] =>
  findings.filter((finding) => finding.code === code).map(({ file, subject, line }) => [file, subject, line]);

describe("lint manifests", () => {
  it("finds in each document of each file, with its place", async () => {
    const cwd = folder({
      "a.yaml": `${pod("one", "hostNetwork: true")}---\n${pod("two", "hostPID: yes")}`,
      "b.json": JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: "three" }, spec: { hostIPC: true } }),
      "notes.yaml": "hello: world\n",
    });
    const document = await json(cwd, ".");
    expect(document.exitCode).toBe(1);
    expect(of(document, "PS101")).toEqual([
      ["a.yaml", "Pod one", 5],
      ["a.yaml", "Pod two", 11],
      ["b.json", "Pod three", 1],
    ]);
    expect(document.summary).toMatchObject({ files: 2, subjects: 3, skipped: 1 });
  });

  it("says a fault of a text and goes on behind it", async () => {
    const cwd = folder({ "a.yaml": `a: [\n---\n${pod("one", "hostNetwork: true")}---\nkind: Pod\n` });
    const document = await json(cwd, "a.yaml");
    expect(document.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(["BV002", "PS101", "MF001"]));
  });

  it("honours a comment with a reason, and says when it is of no use", async () => {
    const comment = "# bivouac-lint-disable-next-line PS101 -- the node exporter needs it";
    const text = `apiVersion: v1\nkind: Pod\nmetadata: { name: one }\nspec:\n  ${comment}\n  hostNetwork: true\n`;
    const used = await json(folder({ "a.yaml": text }), "a.yaml");
    expect(of(used, "PS101")).toEqual([]);
    expect(used.suppressed.map(({ code }) => code)).toContain("PS101");
    const unused = await json(folder({ "a.yaml": text.replace("hostNetwork: true", "hostNetwork: false") }), "a.yaml");
    expect(of(unused, "MF002")).toEqual([["a.yaml", "", 5]]);
  });

  it("takes files, severities and suppressions of the configuration", async () => {
    const cwd = folder({
      ".bivouac-lint.yaml": `version: 1\nmanifests:\n  files: [k8s]\n  rules: { PS101: warning }\n  failOn: error\n`,
    });
    mkdirSync(join(cwd, "k8s"));
    writeFileSync(join(cwd, "k8s/a.yaml"), pod("one", "hostNetwork: true"));
    const document = await json(cwd);
    expect(of(document, "PS101")).toEqual([["k8s/a.yaml", "Pod one", 5]]);
    expect(document.findings.find(({ code }) => code === "PS101")).toMatchObject({ severity: "warning" });
  });

  it("refuses a wrong configuration with its place", async () => {
    const cwd = folder({
      ".bivouac-lint.yaml": "version: 1\nmanifests:\n  rules: { PS999: off }\n  kubernetes: 1.30\n",
      "a.yaml": pod("one", "hostNetwork: true"),
    });
    const { code, stderr } = await cli(["lint", "manifests", "a.yaml"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("PS999");
    expect(stderr).toContain('write "1.3"');
  });

  it("writes SARIF, and a baseline that later runs subtract", async () => {
    const cwd = folder({ "a.yaml": pod("one", "hostNetwork: true") });
    await cli(["lint", "manifests", "a.yaml", "--format", "sarif", "--out", "out.sarif"], { cwd });
    const sarif = JSON.parse(readFileSync(join(cwd, "out.sarif"), "utf8")) as {
      runs: { results: { ruleId: string }[] }[];
    };
    expect(sarif.runs[0]?.results.map(({ ruleId }) => ruleId)).toContain("PS101");
    await cli(["lint", "manifests", "a.yaml", "--update-baseline"], { cwd });
    const { code } = await cli(["lint", "manifests", "a.yaml", "--baseline", ".bivouac-lint-baseline.json"], { cwd });
    expect(code).toBe(0);
  });

  it.each([
    [[], "no files named"],
    [["a.yaml", "--team", "nris"], "--team needs the event"],
    [["a.yaml", "--kubernetes", "2.0"], "no version of Kubernetes"],
    [["gone.yaml"], "cannot read gone.yaml"],
  ])("ends with 2 for %j", async (argv, message) => {
    const cwd = folder({ "a.yaml": pod("one", "hostNetwork: true") });
    const { code, stderr } = await cli(["lint", "manifests", ...argv], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe("lint manifests --fix-suggestions", () => {
  const text = `# first\n${pod("one", "hostNetwork: true # why")}---\n# second\n${pod("two", "hostPID: true")}  priority: 1\n`;

  it("edits each document by itself, keeps the rest, and has nothing to do the second time", async () => {
    const cwd = folder({ "a.yaml": text });
    const run = (): ReturnType<typeof cli> => cli(["lint", "manifests", "a.yaml", "--fix-suggestions"], { cwd });
    await run();
    const fixed = readFileSync(join(cwd, "a.yaml"), "utf8");
    expect(fixed).not.toMatch(/hostNetwork|hostPID/);
    expect(fixed).toMatch(/^# first\n[\s\S]*---\n# second\n[\s\S]*priority: 1\n/);
    await run();
    expect(readFileSync(join(cwd, "a.yaml"), "utf8")).toBe(fixed);
  });

  it("--diff prints a patch and writes nothing", async () => {
    const cwd = folder({ "a.yaml": text });
    const { code, stdout } = await cli(["lint", "manifests", "a.yaml", "--fix-suggestions", "--diff"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^--- a\/a.yaml\n\+\+\+ b\/a.yaml\n/);
    expect(stdout).toContain("-  hostNetwork: true # why\n");
    expect(readFileSync(join(cwd, "a.yaml"), "utf8")).toBe(text);
  });
});
