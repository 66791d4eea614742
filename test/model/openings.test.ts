// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { type ExportSpec, type ImportSpec, matchOpenings, type OpeningTeam } from "../../lib/model/index.ts";

const offer = (over: Partial<ExportSpec> = {}): ExportSpec => ({
  name: "db",
  port: 5432,
  protocol: "TCP",
  pods: { app: "db" },
  to: ["eve"],
  ...over,
});
const team = (
  id: string,
  exports: ExportSpec[] = [],
  imports: ImportSpec[] = [],
  over: Partial<OpeningTeam> = {},
): OpeningTeam => ({
  id,
  name: `e-${id}`,
  context: "shared",
  namespace: { exports, imports },
  ...over,
});
const wants = [{ from: "ada", name: "db" }];
const told = (...teams: OpeningTeam[]) => {
  const { openings, findings } = matchOpenings(teams);
  return {
    openings: openings.length,
    findings: findings.map((each) => `${each.severity} ${each.team} ${each.path.join(".")} ${each.message}`),
  };
};

test("an opening is what both sides say", () => {
  expect(matchOpenings([team("ada", [offer()]), team("eve", [], wants)])).toEqual({
    openings: [
      {
        name: "db",
        port: 5432,
        protocol: "TCP",
        pods: { app: "db" },
        exporter: { team: "ada", namespaces: ["e-ada"] },
        importer: { team: "eve", namespaces: ["e-eve"] },
      },
    ],
    findings: [],
  });
});

test("one side alone opens nothing, and is told", () => {
  expect(told(team("ada", [offer()]), team("eve"))).toEqual({
    openings: 0,
    findings: ["warning ada namespace.exports.0.to.0 eve does not import db: nothing is opened"],
  });
  expect(told(team("ada", [offer({ to: [] })]), team("eve", [], wants))).toEqual({
    openings: 0,
    findings: ["warning eve namespace.imports.0.name ada does not export db to eve: nothing is opened"],
  });
});

test.each<[string, OpeningTeam[], string[]]>([
  [
    "an export to nobody known",
    [team("ada", [offer({ to: ["evee"] })]), team("eve")],
    ["error ada namespace.exports.0.to.0 there is no team evee to export to"],
  ],
  [
    "an export to itself",
    [team("ada", [offer({ to: ["ada"] })])],
    ["error ada namespace.exports.0.to.0 a team reaches its own pods without an export"],
  ],
  [
    "two exports of one name",
    [team("ada", [offer({ to: [] }), offer({ to: [] })])],
    ["error ada namespace.exports.1.name two exports are called db"],
  ],
  [
    "an import from nobody known",
    [team("eve", [], wants)],
    ["error eve namespace.imports.0.from there is no team ada to import from"],
  ],
  [
    "an import of nothing",
    [team("ada"), team("eve", [], wants)],
    ["error eve namespace.imports.0.name ada exports nothing of this name"],
  ],
  [
    "an import from itself",
    [team("ada", [], wants)],
    ["error ada namespace.imports.0.from a team reaches its own pods without an import"],
  ],
])("refuses %s", (_title, teams, findings) => {
  expect(told(...teams)).toEqual({ openings: 0, findings });
});

test("refuses ports that are none, and what is imported twice", () => {
  expect(told(team("ada", [offer({ port: 65536 })]), team("eve", [], wants))).toEqual({
    openings: 0,
    findings: ["error ada namespace.exports.0.port not a port"],
  });
  expect(told(team("ada", [offer()]), team("eve", [], [...wants, ...wants]))).toEqual({
    openings: 1,
    findings: ["error eve namespace.imports.1.name db of ada is imported twice"],
  });
});

test("opens nothing between two clusters", () => {
  expect(told(team("ada", [offer()]), team("eve", [], wants, { context: "own" }))).toEqual({
    openings: 0,
    findings: [
      "error eve namespace.imports.0.from ada and eve are in different clusters: network policies open nothing between them",
    ],
  });
});

test("says which names are near", () => {
  const { findings } = matchOpenings([team("ada", [offer()]), team("eve", [], [{ from: "ada", name: "dv" }])]);
  expect(findings.map(({ hint }) => hint)).toEqual([
    expect.stringContaining("add { from: ada, name: db }"),
    'did you mean "db"?',
  ]);
});
