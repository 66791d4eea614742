// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { type CheckResult, mergeVerdicts, verdictOf } from "../../lib/verify/index.ts";
import { verifyJunit } from "../../lib/cli/report/verify/junit.ts";
import { endOf, type VerifyReport } from "../../lib/cli/report/verify/report.ts";
import { verifyText } from "../../lib/cli/report/verify/text.ts";
import picocolors from "picocolors";

const result = (over: Partial<CheckResult> = {}): CheckResult => ({
  team: "ant",
  system: "kubernetes",
  code: "VK104",
  check: "cluster-objects",
  probe: "get nodes/proxy",
  expected: "refused",
  outcome: "ok",
  ...over,
});
const red = result({ outcome: "red", seen: 'allowed <by> "view"', hint: "remove the binding" });
const unknown = result({ code: "VK110", check: "read", probe: "GET secrets", outcome: "unknown", seen: "no answer" });
const report = (...results: readonly CheckResult[][]): VerifyReport => ({
  event: "ev",
  title: "Event",
  teams: results.map((each, index) => verdictOf(["ant", "bee"][index] ?? "", each, 1.5)),
  interrupted: false,
  again: "bivouac verify event.yaml",
});
const context = { colors: picocolors.createColors(false), self: "bivouac" };

test("nothing asked is no proof; the slowest system is the team's time", () => {
  expect(verdictOf("ant", [], 0).go).toBe(false);
  expect(
    mergeVerdicts(["bee", "ant"], [verdictOf("ant", [result()], 2), verdictOf("ant", [unknown], 5)]).map(
      ({ team, go, results, seconds }) => [team, go, results.length, seconds],
    ),
  ).toEqual([
    ["bee", false, 0, 0],
    ["ant", false, 2, 5],
  ]);
});

test("exit codes: red before unknown before go, interrupted before all", () => {
  expect(endOf(report([result()]))).toEqual({ code: 0 });
  expect(endOf(report([result()], [red, unknown]))).toEqual({ code: 1, reason: "no go for 1 of 2 teams: bee" });
  expect(endOf(report([unknown]))).toEqual({ code: 4, reason: "not everything could be asked for ant" });
  expect(endOf({ ...report([red]), interrupted: true }).code).toBe(130);
});

test("the table: a row a team, then what is red and what is unknown, then the answer", () => {
  expect(verifyText(report([result()], [red, unknown]), context)).toEqual([
    "   TEAM  VERDICT  KUBERNETES  OPENSTACK  RED  UNKNOWN   TIME",
    "✓  ant   go              1/1          –    0        0  1.5 s",
    "✗  bee   NO GO           0/2          –    1        1  1.5 s",
    "",
    "✗ bee  VK104 cluster-objects",
    '    get nodes/proxy: allowed <by> "view" (expected: refused)',
    "    help: remove the binding",
    "",
    "? bee  VK110 read",
    "    GET secrets: no answer (expected: refused)",
    "",
    "NO GO: ev, 1 of 2 teams go",
    "next: mend what is red, then bivouac verify event.yaml   (each code: docs/verify.md)",
  ]);
  expect(verifyText(report([result()]), context).at(-1)).toBe("GO: ev, 1 team");
});

test("JUnit: a suite a team, red is a failure, unknown an error", () => {
  expect(verifyJunit(report([result(), red, unknown]))).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="bivouac verify ev" tests="3" failures="1" errors="1" time="1.500">
  <testsuite name="ant" tests="3" failures="1" errors="1" time="1.500" skipped="0">
    <testcase name="VK104 get nodes/proxy" classname="ant.kubernetes.cluster-objects" time="0"/>
    <testcase name="VK104 get nodes/proxy" classname="ant.kubernetes.cluster-objects" time="0"><failure message="allowed &lt;by&gt; &quot;view&quot;" type="VK104 cluster-objects">expected: refused
seen: allowed &lt;by&gt; "view"
help: remove the binding</failure></testcase>
    <testcase name="VK110 GET secrets" classname="ant.kubernetes.read" time="0"><error message="no answer" type="VK110 read">expected: refused
seen: no answer</error></testcase>
  </testsuite>
</testsuites>
`);
});
