// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventYaml, flavorsYaml } from "./fixtures.ts";
import { cli, folder, lastLine } from "./harness.ts";

type Found = { readonly findings: readonly { readonly code: string; readonly file: string; readonly line: number }[] };
const files = { "event.yaml": eventYaml(), "flavors.yaml": flavorsYaml };

async function lint(cwd: string, ...argv: string[]): Promise<Found & { readonly exitCode: number }> {
  const { stdout } = await cli(["lint", ...argv, "--json"], { cwd });
  return JSON.parse(stdout) as Found & { readonly exitCode: number };
}

describe("lint <event>", () => {
  it("checks the event, its flavors file, and what the one does with the other", async () => {
    const broken = {
      "event.yaml": eventYaml({ flavor: "m1.smal" }),
      "flavors.yaml": flavorsYaml.replace("vcpus: 4", "vcpus: 0"),
    };
    const { findings, exitCode } = await lint(folder(broken), "event.yaml");
    expect(exitCode).toBe(1);
    expect(findings.filter(({ code }) => ["FL801", "FL103"].includes(code))).toMatchObject([
      { code: "FL801", file: "event.yaml", line: 17 },
      { code: "FL103", file: "flavors.yaml", line: 4 },
    ]);
    // The model's own word about the same name would be the second one.
    expect(findings.map(({ code }) => code)).not.toContain("BV232");
  });

  it("takes the folder, or event.yaml of the working directory", async () => {
    const cwd = folder(files);
    mkdirSync(join(cwd, "ev"));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, "ev", name), text);
    expect((await lint(cwd)).exitCode).toBe(0);
    expect((await lint(cwd, "ev")).exitCode).toBe(0);
    writeFileSync(join(cwd, "ev", "flavors.yaml"), flavorsYaml.replace("vcpus: 4", "vcpus: 0"));
    expect((await lint(cwd, "ev")).findings.find(({ code }) => code === "FL103")?.file).toBe("ev/flavors.yaml");
  });

  it("shows an event that has errors of its own, and lints the flavors all the same", async () => {
    const { findings } = await lint(
      folder({
        ...files,
        "event.yaml": eventYaml().replace("name: lugano", "name: 7"),
        "flavors.yaml": flavorsYaml.replace("vcpus: 4", "vcpus: 0"),
      }),
    );
    expect(findings.map(({ code }) => code)).toContain("FL103");
    expect(findings.some(({ code, file }) => code.startsWith("BV") && file === "event.yaml")).toBe(true);
  });

  it("without an event is a wrong question", async () => {
    const { code, stderr } = await cli(["lint"], { cwd: folder() });
    expect({ code, last: lastLine(stderr) }).toEqual({
      code: 2,
      last: "exit 2: cannot read event.yaml: there is no such file",
    });
  });
});
