// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Finding, hasErrors, slug } from "../../model/index.ts";
import type { Context } from "../context.ts";
import { CliError, type Outcome } from "../exit.ts";
import { loadForRun } from "../load.ts";
import { countFindings, findingsJson, renderFindings } from "../report/findings.ts";
import { table } from "../report/table.ts";
import { count } from "../report/text.ts";
import { teamsOption } from "../teams.ts";

export async function run(
  context: Context,
  values: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const { event, plan, argument } = await loadForRun(context, values[0] as string | undefined);
  const chosen = teamsOption(options["team"], event);
  const out = String(options["out"]);
  const toStdout = options["stdout"] === true && !context.json;
  const { manifestYaml, renderEvent, renderTeam } = await import("../../kubernetes/index.ts");
  const findings: Finding[] = [];
  const written: {
    team: string;
    context: string;
    objects: number;
    file?: string | undefined;
    yaml?: string | undefined;
  }[] = [];
  const parts = plan.teams.flatMap(({ team, credentialsExpire }) =>
    (chosen && !chosen.includes(team.id)) || team.namespace === undefined || team.context === undefined
      ? []
      : [
          {
            team: team.id,
            name: team.name,
            context: team.context,
            render: () => renderTeam({ event, team, credentialsExpire }),
          },
        ],
  );
  // What the teams share goes first, into each of their clusters.
  const shared = {
    team: "",
    name: slug(event.name),
    context: [...new Set(parts.map((part) => part.context))].join(", "),
    render: () => renderEvent({ event }),
  };
  for (const { team, name, context: cluster, render } of [
    ...(chosen || parts.length === 0 ? [] : [shared]),
    ...parts,
  ]) {
    const synthesis = render();
    findings.push(...synthesis.findings);
    if (hasErrors(synthesis.findings)) continue;
    const yaml = manifestYaml(synthesis.objects);
    const common = { team, context: cluster, objects: synthesis.objects.length };
    if (options["stdout"] === true) {
      if (toStdout) context.io.stdout.write(`${written.length === 0 ? "" : "---\n"}${yaml}`);
      written.push({ ...common, ...(context.json ? { yaml } : {}) });
    } else {
      const file = join(out, `${name}.yaml`);
      await write(context.path(file), yaml, context.path(out));
      written.push({ ...common, file });
    }
  }
  const json = {
    event: event.name,
    shared: written.find(({ team }) => team === ""),
    teams: written.filter(({ team }) => team !== ""),
    findings: findingsJson(findings, context),
  };
  if (findings.length > 0 && !context.json) context.io.stderr.write(`${renderFindings(findings, context)}\n`);
  if (hasErrors(findings)) return { code: 1, reason: `${countFindings(findings)}: not every team was written`, json };
  if (!toStdout) {
    if (written.length > 0)
      for (const line of table(
        [{ title: "TEAM" }, { title: "CLUSTER" }, { title: "OBJECTS", align: "right" }, { title: "FILE" }],
        written.map((each) => [
          each.team === "" ? "(all teams)" : each.team,
          each.context,
          String(each.objects),
          each.file ?? "",
        ]),
      ))
        context.print(line);
    context.print(
      written.length === 0
        ? "No team has a namespace: nothing to write."
        : `${count(written.length, "file")} in ${out}.   next: kubectl --context <cluster> apply -f ${join(out, "<file>")}, or ${context.self} up ${argument}`,
    );
  }
  return { code: 0, json };
}

async function write(file: string, text: string, folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, text);
  } catch (error) {
    throw new CliError(2, `cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`, {
      help: ["fix: give another folder with --out"],
    });
  }
}
