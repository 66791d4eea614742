// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from "vitest";
import { kubernetesChecks, verifyKubernetes } from "../../../lib/verify/index.ts";
import type { Tenancy } from "../tenancy/teams.ts";
import { guardedTeams, notOk, verifiable } from "./teams.ts";

let tenancy: Tenancy;

beforeAll(async () => {
  tenancy = await guardedTeams("vgreen");
});
afterAll(() => tenancy.remove());

test("three teams are green in every check, and each check asked something", async () => {
  const seen: string[] = [];
  const verdicts = await verifyKubernetes({
    teams: tenancy.tenants.map((tenant) => verifiable(tenancy, tenant)),
    onResult: ({ team }) => void seen.push(team),
  });
  expect(verdicts.map(({ team }) => team)).toEqual(["ant", "bee", "cat"]);
  for (const { results } of verdicts) expect(notOk(results)).toEqual([]);
  expect(verdicts.map(({ go }) => go)).toEqual([true, true, true]);
  expect(seen).toHaveLength(verdicts.reduce((sum, { results }) => sum + results.length, 0));
  const asked = new Set(verdicts.flatMap(({ results }) => results.map(({ code }) => code)));
  expect(kubernetesChecks.map(({ code }) => code).filter((code) => !asked.has(code))).toEqual([]);
  for (const { results } of verdicts)
    expect(new Set(results.map(({ code, probe }) => `${code} ${probe}`)).size).toBe(results.length);
  const probes = verdicts.map(({ results }) => results.length);
  const seconds = verdicts.map(({ seconds }) => seconds.toFixed(1));
  console.log(`verify: ${probes.join("/")} probes a team, ${seconds.join("/")} s a team, 3 teams at once`);
});
