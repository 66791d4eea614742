// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { eventYaml, flavorsYaml } from "./fixtures.ts";
import { cli, folder } from "./harness.ts";

const opened = `${eventYaml({
  extra: `    namespace:
      podSecurity: { level: baseline, reason: an old image runs as root }
      internet: false
`,
})}guardRails:
  off: [{ guard: images, reason: a workshop on registries }]
`;

describe("the plan", () => {
  it("says every guard rail that the file opens, and why", async () => {
    const cwd = folder({ "event.yaml": opened, "flavors.yaml": flavorsYaml });
    const { code, stdout } = await cli(["plan"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain(
      `Guard rails opened: 2.
  all teams: guard images is off (a workshop on registries)
  dwdi: pods may use all of the standard baseline (an old image runs as root)
`,
    );
    const { optOuts } = JSON.parse((await cli(["plan", "--json"], { cwd })).stdout) as { optOuts: unknown };
    expect(optOuts).toEqual([
      { what: "guard images is off", reason: "a workshop on registries" },
      { team: "dwdi", what: "pods may use all of the standard baseline", reason: "an old image runs as root" },
    ]);
  });

  it("says nothing of them when all are on", async () => {
    const { stdout } = await cli(["plan"], { cwd: folder({ "event.yaml": eventYaml(), "flavors.yaml": flavorsYaml }) });
    expect(stdout).not.toContain("Guard rails");
  });

  it("shows what a team's pods may do", async () => {
    const cwd = folder({ "event.yaml": opened, "flavors.yaml": flavorsYaml });
    const { stdout } = await cli(["plan", "--team", "dwdi"], { cwd });
    expect(stdout).toMatch(/^ {4}pods +baseline: an old image runs as root$/m);
    expect(stdout).toMatch(/^ {4}reach +their own namespace and DNS$/m);
    expect((await cli(["plan", "--team", "nris"], { cwd })).stdout).toMatch(
      /^ {4}reach +their own namespace and DNS, public addresses$/m,
    );
  });
});
