// SPDX-License-Identifier: Apache-2.0
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { eventYaml } from "./fixtures.ts";
import { cli, folder, lastLine } from "./harness.ts";

const flavors = (more = "", large = ""): string => `version: 1
flavors:
  m1.small: { vcpus: 1, ram: 2048, disk: 20, existing: true }
  ev.large: { vcpus: 4, ram: 8192, disk: 40${large}, extraSpecs: { "hw:cpu_thread_policy": require${more} } }
`;
const pinned = ', "hw:cpu_policy": dedicated';
const bad = { "event.yaml": eventYaml(), "flavors.yaml": flavors() };

// The event's clouds are in no clouds.yaml here: whatever asks one ends with another code.
describe.each(["plan", "up"])("%s and flavors with errors", (command) => {
  it("refuses with the linter's findings before it asks a cloud or writes anything", async () => {
    const cwd = folder(bad);
    const { code, stdout, stderr } = await cli([command], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^flavors.yaml:4:\d+ error FL401 /);
    expect(stderr).toContain("  look: bivouac lint event.yaml\n");
    expect(lastLine(stderr)).toBe("exit 1: the flavors of event.yaml have 1 error");
    expect(readdirSync(cwd).toSorted()).toEqual(["event.yaml", "flavors.yaml"]);
  });

  it("gives them as data", async () => {
    const { code, stdout } = await cli([command, "--json"], { cwd: folder(bad) });
    const lines = stdout.trimEnd().split("\n");
    const last = JSON.parse(lines.at(-1) ?? "") as { readonly findings: readonly Record<string, unknown>[] };
    expect(code).toBe(1);
    expect(last.findings).toMatchObject([
      { code: "FL401", severity: "error", subject: "ev.large", file: "flavors.yaml", line: 4 },
    ]);
  });

  it("refuses for what the teams do with them", async () => {
    const files = {
      "event.yaml": eventYaml(),
      "flavors.yaml": flavors(pinned, ", public: false, access: [nris]"),
    };
    const { code, stderr } = await cli([command], { cwd: folder(files) });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^event.yaml:\d+:\d+ error FL803 the flavor is private and not open to the team \(team dwdi\)/,
    );
  });

  it("says first what is wrong with the event itself", async () => {
    const files = { ...bad, "event.yaml": eventYaml({ flavor: "m1.smal" }) };
    const { code, stderr } = await cli([command], { cwd: folder(files) });
    expect(code).toBe(1);
    expect(stderr).toContain("BV232");
    expect(stderr).not.toContain("FL");
  });

  it("names a configuration that is wrong", async () => {
    const { code, stderr } = await cli([command], { cwd: folder({ ...bad, ".bivouac-lint.yaml": "version: 2\n" }) });
    expect(code).toBe(2);
    expect(lastLine(stderr)).toBe("exit 2: the configuration .bivouac-lint.yaml is wrong");
  });
});

describe("what does not keep an event from being planned", () => {
  const planned = async (files: Readonly<Record<string, string>>): Promise<number | null> =>
    (await cli(["plan"], { cwd: folder(files) })).code;

  it("warnings, pinned or suppressed flavors, a rule that is off, the baseline", async () => {
    const event = eventYaml();
    expect(await planned({ "event.yaml": event, "flavors.yaml": flavors(pinned) })).toBe(0);
    const reason = ', x-lint: { ignore: [{ rule: FL401, reason: "the image pins" }] }';
    expect(await planned({ "event.yaml": event, "flavors.yaml": flavors("", reason) })).toBe(0);
    const off = "version: 1\nrules: { FL401: off }\n";
    expect(await planned({ ...bad, ".bivouac-lint.yaml": off })).toBe(0);
    const cwd = folder(bad);
    const { code } = await cli(["lint", "flavors", "flavors.yaml", "--update-baseline"], { cwd });
    expect(code).toBe(0);
    expect((await cli(["plan"], { cwd })).code).toBe(1);
    const known = folder({
      ...bad,
      ".bivouac-lint.yaml": "version: 1\nbaseline: .bivouac-lint-baseline.json\n",
    });
    await cli(["lint", "flavors", "flavors.yaml", "--update-baseline"], { cwd: known });
    expect((await cli(["plan"], { cwd: known })).code).toBe(0);
  });

  it("validate is not the linter", async () => {
    const { code, stdout } = await cli(["validate"], { cwd: folder(bad) });
    expect(code).toBe(0);
    expect(stdout).not.toContain("FL");
  });
});
