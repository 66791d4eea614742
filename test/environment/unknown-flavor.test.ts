// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, bench } from "./bench.ts";

let site: Bench;
beforeAll(async () => {
  site = await bench();
});
afterAll(() => site.close());

describe("a team that names a flavor outside the catalogue", () => {
  test("fails at synth with the nearest name, in an event written in TypeScript", async () => {
    const { exitCode, logs, printed, resources } = await site.run({
      program: "test/environment/programs/unknown-flavor.ts",
    });
    const said = JSON.stringify([logs, printed]);
    expect(exitCode).not.toBe(0);
    expect(said).toContain("2 faults in the event:");
    expect(said).toMatch(
      /BV232 teams\.team_a\.vms\.web\.flavor: the flavor .{1,3}event\.smal.{1,3} is not in the flavors file/,
    );
    expect(said).toMatch(/did you mean .{1,3}event\.small.{1,3} \(1 vCPU, 1 GiB\)\?/);
    expect(resources.filter(({ custom }) => custom)).toEqual([]);
  });

  test("fails likewise in a component that is given a plan made by hand, before anything of the team is made", async () => {
    const { exitCode, logs, printed, resources } = await site.run({
      program: "test/environment/programs/unknown-flavor-by-hand.ts",
    });
    const said = JSON.stringify([logs, printed]).replaceAll("\\", "");
    expect(exitCode).not.toBe(0);
    expect(said).toContain(
      'team team_a, vms.web.flavor: the flavor "event.smal" is not in the flavors file; did you mean "event.small"?',
    );
    expect(said).toContain(
      'team team_a, vms.db.flavor: the flavor "huge" is not in the flavors file; there are event.small, m1.tiny',
    );
    expect(resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:"))).toEqual([]);
  });
});
