// SPDX-License-Identifier: Apache-2.0
import type { CheckResult, TeamVerdict } from "../../../verify/index.ts";
import { attribute, content } from "../xml.ts";
import { countsOf, type VerifyReport } from "./report.ts";

/** JUnit's XML as Jenkins and GitLab read it: a suite a team, a test a probe. Red is a failure, what could not be asked an error. */
export function verifyJunit({ event, teams }: VerifyReport): string {
  const all = countsOf(teams.flatMap(({ results }) => results));
  const seconds = Math.max(0, ...teams.map((team) => team.seconds));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name=${attribute(`bivouac verify ${event}`)} ${numbers(all, seconds)}>`,
    ...teams.flatMap(suite),
    "</testsuites>",
    "",
  ].join("\n");
}

function numbers({ ok, red, unknown }: ReturnType<typeof countsOf>, seconds: number): string {
  return `tests="${ok + red + unknown}" failures="${red}" errors="${unknown}" time="${seconds.toFixed(3)}"`;
}

function suite({ team, results, seconds }: TeamVerdict): string[] {
  return [
    `  <testsuite name=${attribute(team)} ${numbers(countsOf(results), seconds)} skipped="0">`,
    ...results.map((result) => testCase(result)),
    "  </testsuite>",
  ];
}

function testCase({ team, system, code, check, probe, expected, outcome, seen = "", hint }: CheckResult): string {
  const head = `    <testcase name=${attribute(`${code} ${probe}`)} classname=${attribute(`${team}.${system}.${check}`)} time="0"`;
  if (outcome === "ok") return `${head}/>`;
  const tag = outcome === "red" ? "failure" : "error";
  const text = [`expected: ${expected}`, `seen: ${seen}`, ...(hint === undefined ? [] : [`help: ${hint}`])].join("\n");
  return `${head}><${tag} message=${attribute(seen)} type=${attribute(`${code} ${check}`)}>${content(text)}</${tag}></testcase>`;
}
