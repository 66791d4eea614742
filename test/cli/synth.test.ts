// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { eventYaml, flavorsYaml } from "./fixtures.ts";
import { cli, folder, lastLine } from "./harness.ts";

const files = { "event.yaml": eventYaml(), "flavors.yaml": flavorsYaml };

describe("synth", () => {
  it("writes one file a team, one for what they share, and says what to do with them", async () => {
    const cwd = folder(files);
    const { code, stdout } = await cli(["synth", "--out", "out"], { cwd });
    expect(code).toBe(0);
    expect(readdirSync(join(cwd, "out")).toSorted()).toEqual([
      "lugano-cscs.yaml",
      "lugano-dwdi.yaml",
      "lugano-nris.yaml",
      "lugano.yaml",
    ]);
    expect(stdout).toMatch(/^\(all teams\) +lab-k8s +\d+ {2}out\/lugano.yaml$/m);
    expect(stdout).toMatch(/^nris +lab-k8s +\d+ {2}out\/lugano-nris.yaml$/m);
    expect(stdout).toContain(
      "4 files in out.   next: kubectl --context <cluster> apply -f out/<file>, or bivouac up event.yaml\n",
    );
  });

  it("--stdout prints YAML only, all objects of the team in its namespace", async () => {
    const { stdout } = await cli(["synth", "--stdout", "--team", "nris"], { cwd: folder(files) });
    const objects = parseAllDocuments(stdout).map(
      (document) => document.toJS() as { kind: string; metadata: { name: string; namespace?: string } },
    );
    expect(objects[0]).toMatchObject({ kind: "Namespace", metadata: { name: "lugano-nris" } });
    expect(objects.slice(1).every(({ metadata }) => metadata.namespace === "lugano-nris")).toBe(true);
    expect(objects.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["ResourceQuota", "LimitRange", "NetworkPolicy", "ServiceAccount", "Role", "RoleBinding"]),
    );
  });

  it("prints the same bytes as it writes, each time", async () => {
    const cwd = folder(files);
    await cli(["synth", "--team", "dwdi", "--out", "a"], { cwd });
    expect((await cli(["synth", "--team", "dwdi", "--stdout"], { cwd })).stdout).toBe(
      readFileSync(join(cwd, "a", "lugano-dwdi.yaml"), "utf8"),
    );
  });

  it("--json lists files and objects", async () => {
    const { stdout } = await cli(["synth", "--json", "--team", "nris", "--out", "m"], { cwd: folder(files) });
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      command: "synth",
      event: "lugano",
      teams: [{ team: "nris", context: "lab-k8s", file: "m/lugano-nris.yaml" }],
      findings: [],
      exitCode: 0,
    });
  });

  it("a folder that cannot be written is a wrong question", async () => {
    const cwd = folder(files);
    writeFileSync(join(cwd, "taken"), "");
    const { code, stderr } = await cli(["synth", "--out", "taken"], { cwd });
    expect(code).toBe(2);
    expect(lastLine(stderr)).toMatch(/^exit 2: cannot write .*taken/);
    expect(existsSync(join(cwd, "taken"))).toBe(true);
  });
});
