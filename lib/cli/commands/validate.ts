// SPDX-License-Identifier: Apache-2.0
import type { Event, Finding } from "../../model/index.ts";
import type { Context } from "../context.ts";
import type { Outcome } from "../exit.ts";
import { read, type ReadResult, unreadableEvent } from "../load.ts";
import { countFindings, findingsJson, renderFindings, shortPath } from "../report/findings.ts";
import { count, duration, plain } from "../report/text.ts";

export async function run(
  context: Context,
  values: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const begin = performance.now();
  const given = (values[0] as string[] | undefined) ?? [];
  const results: ReadResult[] = [];
  for (const argument of given.length === 0 ? [undefined] : given) results.push(await read(context, argument));
  const findings = results.flatMap((result) => result.findings);
  const unreadable = results.find((result) => result.unreadable);
  if (unreadable && results.length === 1) throw unreadableEvent(context, unreadable.argument, findings);
  const seconds = (performance.now() - begin) / 1000;
  const failing = findings.filter(
    (finding) => finding.severity === "error" || (options["failOn"] === "warning" && finding.severity === "warning"),
  );

  if (options["format"] === "github") await printGithub(context, findings);
  else if (options["format"] !== "json") {
    const sources = new Map(results.flatMap((result) => [...result.sources]));
    if (findings.length > 0) context.print(`${renderFindings(findings, context, sources)}\n`);
    for (const { plan, file } of results)
      if (plan) context.print(`${context.colors.green("✓")} ${shortPath(file, context)}: ${describe(plan.event)}`);
    context.print(`${countFindings(findings)} in ${count(results.length, "event file")} (${duration(seconds)})`);
    if (failing.length === 0 && results.length === 1)
      context.print(`next: ${context.self} plan ${results[0]?.argument ?? "event.yaml"}`);
  }
  const events = results.map((result) => ({
    file: shortPath(result.file, context),
    ok: result.plan !== undefined,
    ...(result.plan === undefined
      ? {}
      : { event: result.plan.event.name, teams: result.plan.event.teams.map((team) => team.id) }),
  }));
  return {
    code: unreadable ? 2 : failing.length === 0 ? 0 : 1,
    reason:
      failing.length === 0 ? undefined : `${countFindings(failing)} at or above --fail-on ${String(options["failOn"])}`,
    json: { ok: failing.length === 0, events, findings: findingsJson(findings, context), seconds },
  };
}

function describe(event: Event): string {
  const vms = event.teams.reduce((sum, team) => sum + team.vms.reduce((each, group) => each + group.count, 0), 0);
  const namespaces = event.teams.filter((team) => team.namespace !== undefined).length;
  return plain(
    `${event.title}, ${count(event.teams.length, "team")}, ${count(vms, "VM")}, ${count(namespaces, "namespace")}`,
  );
}

async function printGithub(context: Context, findings: readonly Finding[]): Promise<void> {
  const { renderGithub } = await import("../report/github.ts");
  for (const line of renderGithub(findings, context)) context.print(line);
}
