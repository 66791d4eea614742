// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventYaml, flavorsYaml } from "./fixtures.ts";
import { cli, folder, lastLine } from "./harness.ts";

const good = { "event.yaml": eventYaml(), "flavors.yaml": flavorsYaml };
const bad = { "event.yaml": eventYaml({ flavor: "m1.smal" }), "flavors.yaml": flavorsYaml };
const took = / \(\d+\.\d+ s\)/;

describe("validate", () => {
  it("says what is in a good file and what comes next", async () => {
    const { code, stdout, stderr } = await cli(["validate"], { cwd: folder(good) });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.replace(took, "")).toBe(
      "✓ event.yaml: Lugano Test, 3 teams, 3 VMs, 3 namespaces\nno findings in 1 event file\nnext: bivouac plan event.yaml\n",
    );
  });

  it("takes the folder for its event.yaml", async () => {
    const cwd = folder();
    mkdirSync(join(cwd, "ev"));
    for (const [name, text] of Object.entries(good)) writeFileSync(join(cwd, "ev", name), text);
    expect((await cli(["validate", "ev"], { cwd })).stdout).toContain("next: bivouac plan ev/event.yaml\n");
    expect((await cli(["validate", "ev"], { cwd, env: { npm_command: "exec" } })).stdout).toContain(
      "next: npx bivouac plan ev/event.yaml\n",
    );
  });

  it("shows place, source, carets, what is allowed and what was meant", async () => {
    const { code, stdout, stderr } = await cli(["validate", "event.yaml"], { cwd: folder(bad) });
    expect(code).toBe(1);
    expect(stdout.replace(took, "")).toBe(
      [
        'event.yaml:17:17 error BV232 the flavor "m1.smal" is not in the flavors file (team nris)',
        "   16 |       web:",
        "   17 |         flavor: m1.smal",
        '      |                 ^^^^^^^ did you mean "m1.small" (1 vCPU, 2 GiB)?',
        "   allowed: m1.small, ev.large",
        "",
        "1 error in 1 event file",
        "",
      ].join("\n"),
    );
    expect(stderr).toBe("exit 1: 1 error at or above --fail-on error\n");
  });

  it("reports all files and all faults at once", async () => {
    const cwd = folder({ ...bad, "other.yaml": "version: 1\nname: [\n" });
    const { code, stdout } = await cli(["validate", "event.yaml", "other.yaml", "--json"], { cwd });
    expect(code).toBe(1);
    const document = JSON.parse(stdout) as { events: unknown[]; findings: { file: string }[] };
    expect(document.events).toEqual([
      { file: "event.yaml", ok: false },
      { file: "other.yaml", ok: false },
    ]);
    expect(new Set(document.findings.map(({ file }) => file))).toEqual(new Set(["event.yaml", "other.yaml"]));
  });

  it("--json is one document and nothing else", async () => {
    const { code, stdout, stderr } = await cli(["validate", "--json"], { cwd: folder(good) });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    const { seconds, ...document } = JSON.parse(stdout) as Record<string, unknown>;
    expect(seconds).toBeTypeOf("number");
    expect(document).toEqual({
      version: 1,
      command: "validate",
      ok: true,
      events: [{ file: "event.yaml", ok: true, event: "lugano", teams: ["nris", "cscs", "dwdi"] }],
      findings: [],
      exitCode: 0,
    });
  });

  it("--format json is the same document", async () => {
    const { stdout } = await cli(["validate", "--format", "json"], { cwd: folder(good) });
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, command: "validate", ok: true });
  });

  it("--json-file writes it beside the text", async () => {
    const cwd = folder(bad);
    const { stdout } = await cli(["validate", "--json-file", "out.json"], { cwd });
    expect(stdout).toContain("error BV232");
    expect(JSON.parse(readFileSync(join(cwd, "out.json"), "utf8"))).toMatchObject({
      version: 1,
      command: "validate",
      ok: false,
      exitCode: 1,
      findings: [{ code: "BV232", line: 17, column: 17, team: "nris" }],
    });
  });

  it("--format github writes annotations", async () => {
    const { code, stdout } = await cli(["validate", "--format", "github"], { cwd: folder(bad) });
    expect(code).toBe(1);
    expect(stdout).toBe(
      '::error file=event.yaml,line=17,col=17,title=BV232::the flavor "m1.smal" is not in the flavors file%0Aallowed: m1.small, ev.large%0Adid you mean "m1.small" (1 vCPU, 2 GiB)?\n',
    );
  });

  it("--fail-on warning makes warnings the answer no", async () => {
    const old = eventYaml().replaceAll("2099", "2021");
    const cwd = folder({ "event.yaml": old, "flavors.yaml": flavorsYaml });
    const lenient = await cli(["validate"], { cwd });
    const strict = await cli(["validate", "--fail-on", "warning"], { cwd });
    expect(lenient.stdout).toContain("event.yaml:5:");
    expect({ lenient: lenient.code, strict: strict.code }).toEqual({ lenient: 0, strict: 1 });
    expect(lastLine(strict.stderr)).toMatch(/^exit 1: \d+ warnings? at or above --fail-on warning$/);
  });

  it("a file that cannot be read is a wrong question", async () => {
    const { code, stdout, stderr } = await cli(["validate", "nowhere.yaml"], { cwd: folder() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(
      "error cannot read nowhere.yaml: there is no such file\n  fix: name the event file: bivouac validate path/to/event.yaml\nexit 2: cannot read nowhere.yaml: there is no such file\n",
    );
  });

  it("never repeats a private key", async () => {
    const text = eventYaml().replace(
      /sshKeys: \[.*\]/,
      'sshKeys: ["-----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNzaC1rZXktdjEAAAAA"]',
    );
    const { code, stdout, stderr } = await cli(["validate"], {
      cwd: folder({ "event.yaml": text, "flavors.yaml": flavorsYaml }),
    });
    expect(code).toBe(1);
    expect(stdout + stderr).not.toContain("b3BlbnNzaC1rZXkt");
  });

  it("spells out control characters of a hostile file", async () => {
    const text = eventYaml().replace("title: Lugano Test", 'title: "\\e[31mred\\e]0;own\\a"');
    const { stdout } = await cli(["validate"], { cwd: folder({ "event.yaml": text, "flavors.yaml": flavorsYaml }) });
    expect(stdout).not.toContain("\u001b");
    expect(stdout).not.toContain("\u0007");
  });
});
