// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from "vitest";
import { guards } from "../../lib/kubernetes/index.ts";
import { type Fields, lintManifests } from "../../lib/manifests/index.ts";
import { type Names, type Row, rowsOf } from "./admission-guards/rows.ts";
import { makeSite, type Site } from "./admission-guards/site.ts";
import { pathOf } from "./tenancy/discovery.ts";
import { until } from "./tenancy/until.ts";

// What the real apiserver says, asked by somebody of the team whose rights refuse nothing.

let site: Site;

beforeAll(async () => {
  site = await makeSite("objects");
  const refused = rowsOf(names()).filter((row) => row.refused);
  const first = [...new Map(refused.map((row) => [row.guard, row])).values()];
  await until("every guard is in force", async () =>
    (await Promise.all(first.map(asked))).every(({ status }) => status === 422),
  );
});

afterAll(() => site?.close());

function names(): Names {
  return { event: site.tenancy.event, namespace: site.ant.namespace, other: site.bee.namespace };
}

function asked({ object }: Row): ReturnType<Site["wide"]["try"]> {
  const { namespace } = site.ant;
  const typed = object as Parameters<typeof pathOf>[1];
  return site.wide.try("POST", pathOf(site.served, { ...typed, metadata: { namespace } }), { body: object });
}

function said({ guard, object }: Row): string[] {
  const { settings, around, tenancy } = site;
  const guardRails = { ...tenancy.plan.event.guardRails, digests: guard === "digests" };
  return lintManifests([object], { settings: { ...settings, guardRails }, around })
    .map(({ code }) => code)
    .filter((code) => code.startsWith("AG"));
}

test("the apiserver finds no fault in the types of any expression", async () => {
  const selector = encodeURIComponent(`bivouac.dev/event=${site.tenancy.event}`);
  const path = `/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies?labelSelector=${selector}`;
  type Policy = { readonly metadata: { readonly name: string }; readonly status?: { readonly typeChecking?: Fields } };
  let policies: readonly Policy[] = [];
  await until("all expressions are checked", async () => {
    policies = (await site.tenancy.admin.call("GET", path)).body["items"] as readonly Policy[];
    return policies.every(({ status }) => status?.typeChecking !== undefined);
  });
  // All guards, the second one of images that asks for digests, and the marker of the harness.
  expect(policies).toHaveLength(guards.length + 2);
  expect(policies.filter(({ status }) => status?.typeChecking?.["expressionWarnings"] !== undefined)).toEqual([]);
  console.log(`admission policies whose types the apiserver finds right: ${policies.length}/${policies.length}`);
});

test("an object is refused by the guard that is for it, or let pass, and the linter says the same", async () => {
  const { event } = site.tenancy;
  const rows = rowsOf(names());
  const wrong: string[] = [];
  let agreed = 0;
  for (const row of rows) {
    const { status, message } = await asked(row);
    const refused = status === 422 && message.includes(`ValidatingAdmissionPolicy '${event}-${row.guard}'`);
    if (row.refused ? !refused : status !== 201) wrong.push(`${row.guard}: ${row.title}: ${status} ${message}`);
    const codes = said(row);
    if (codes.length > 0 === row.refused) agreed += 1;
    else wrong.push(`${row.guard}: ${row.title}: the linter says ${codes.join(", ") || "nothing"}`);
  }
  const refused = rows.filter((row) => row.refused).length;
  console.log(`admission guards: linter and apiserver agree ${agreed}/${rows.length} (${refused} refused)`);
  expect(wrong).toEqual([]);
});

test("a refusal says what was seen, what is allowed and what to do", async () => {
  const row = rowsOf(names()).find(({ guard, title }) => guard === "hosts" && title === "another team's");
  if (row === undefined) throw new Error("no such row");
  const { message } = await asked(row);
  expect(message).toContain("denied request: host web.bee.hack.example.org is not this team's: ");
  expect(message).toContain(
    "allowed are ant.hack.example.org and names below it, without a wildcard: write app.ant.hack.example.org",
  );
});
