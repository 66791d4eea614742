// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { cloudChecks } from "../../lib/cli/checks.ts";
import { folder, lastLine, spawnCli } from "./harness.ts";

describe("doctor", () => {
  it("checks everything even when the first thing is missing, and says how to fix it", async () => {
    const cwd = folder();
    const { code, stdout, stderr } = await spawnCli(["doctor"], { cwd, env: { PULUMI_HOME: cwd, PATH: cwd } });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ ✓ Node: v\d+/);
    expect(stdout).toMatch(
      /^ ✗ BV401 Pulumi CLI: none in \S+ nor on PATH, needs \d+\.\d+\.\d+ or newer\n {5}fix: .+$/m,
    );
    expect(stdout).toMatch(
      /^ ✗ Pulumi plugin openstack: none in \S+, needs v3\.15\.2\n {5}fix: pulumi plugin install resource openstack 3\.15\.2/m,
    );
    expect(stdout).toMatch(/^ · both clouds: no event file given\n {5}fix: bivouac doctor event\.yaml$/m);
    expect(stdout).toMatch(/^3 to fix, \d to know, \d fine, 1 not checked\.$/m);
    expect(lastLine(stderr)).toBe("exit 1: 3 to fix");
  });

  it("shows findings of the clouds as checks", () => {
    const finding = {
      code: "BV309",
      severity: "warning",
      message: "the clock is off",
      seen: "7 s",
      allowed: "≤ 5 s",
      hint: "set it",
    } as const;
    expect(cloudChecks([finding])).toEqual([
      {
        what: "the clock is off",
        state: "warning",
        seen: "7 s",
        needed: "≤ 5 s",
        fix: "set it",
        code: "BV309",
        team: undefined,
      },
    ]);
  });
});
