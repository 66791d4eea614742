// SPDX-License-Identifier: Apache-2.0
import type { CheckResult, TeamVerdict } from "../../verify/index.ts";
import picocolors from "picocolors";
import type { Context } from "../context.ts";
import { CliError, type Outcome } from "../exit.ts";
import { onInterrupt } from "../interrupt.ts";
import { type LoadedEvent, loadForRun } from "../load.ts";
import { verifyJunit } from "../report/verify/junit.ts";
import { type VerifyReport, endOf } from "../report/verify/report.ts";
import { verifyText } from "../report/verify/text.ts";
import { teamsOption } from "../teams.ts";
import { verifyProgress } from "../verify/progress.ts";
import { type Subjects, subjectsOf } from "../verify/subjects.ts";

export async function run(
  context: Context,
  values: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const [kubernetesOnly, openstackOnly] = [options["kubernetesOnly"] === true, options["openstackOnly"] === true];
  if (kubernetesOnly && openstackOnly)
    throw new CliError(2, "--kubernetes-only and --openstack-only leave nothing to verify");
  const loaded = await loadForRun(context, values[0] as string | undefined);
  const teams = teamsOption(options["team"], loaded.event);
  const subjects = await subjectsOf(context, loaded, { teams, kubernetes: !openstackOnly, openstack: !kubernetesOnly });
  const { verdicts, interrupted } = await verify(context, subjects);
  const report: VerifyReport = {
    event: loaded.event.name,
    title: loaded.event.title,
    teams: verdicts,
    interrupted,
    again: `${context.self} verify ${loaded.argument}`,
  };
  return answer(report, context, loaded, options);
}

/** Asks both clouds at once. Ctrl-C stops asking; what is known is kept. */
async function verify(
  context: Context,
  subjects: Subjects,
): Promise<{ readonly verdicts: readonly TeamVerdict[]; readonly interrupted: boolean }> {
  const { mergeVerdicts, verdictOf, verifyKubernetes, verifyOpenStack } = await import("../../verify/index.ts");
  const progress = verifyProgress(context, subjects.teams.length);
  const abort = new AbortController();
  const release = onInterrupt({ first: () => abort.abort(new Error("interrupted")), second: () => progress.close() });
  const openstack = new Map<string, { readonly results: CheckResult[]; last: number }>();
  const begin = performance.now();
  try {
    const [cluster] = await Promise.all([
      verifyKubernetes({
        teams: subjects.kubernetes,
        signal: abort.signal,
        onResult: (result) => progress.onResult(result),
      }),
      verifyOpenStack({
        teams: subjects.openstack,
        against: subjects.against,
        signal: abort.signal,
        onResult(result) {
          const own = openstack.get(result.team) ?? { results: [], last: 0 };
          openstack.set(result.team, own);
          own.results.push(result);
          own.last = performance.now();
          progress.onResult(result);
        },
      }).catch((error: unknown) => {
        if (!abort.signal.aborted) throw error;
      }),
    ]);
    const interrupted = abort.signal.aborted;
    const all = [
      ...cluster,
      ...subjects.openstack.map(({ id }) => {
        const { results, last } = openstack.get(id) ?? { results: [], last: begin };
        return verdictOf(id, interrupted ? [...results, cutShort(id)] : results, (last - begin) / 1000);
      }),
      ...subjects.missing.map((result) => verdictOf(result.team, [result], 0)),
    ];
    return { verdicts: mergeVerdicts(subjects.teams, all), interrupted };
  } finally {
    progress.close();
    release();
  }
}

/** Nobody knows what was not asked: the team is no go. */
function cutShort(team: string): CheckResult {
  return {
    team,
    system: "openstack",
    code: "VO100",
    check: "complete",
    probe: "all that was to be asked",
    expected: "present",
    outcome: "unknown",
    seen: "not asked: interrupted",
  };
}

async function answer(
  report: VerifyReport,
  context: Context,
  { argument }: LoadedEvent,
  options: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const { code, reason } = endOf(report);
  const { event, teams, interrupted } = report;
  const json = { event, go: code === 0, interrupted, teams };
  const format = options["format"] as "table" | "json" | "junit";
  const out = options["out"] as string | undefined;
  if (out === undefined && format === "junit" && !context.json) context.io.stdout.write(verifyJunit(report));
  else for (const line of verifyText(report, context)) context.print(line);
  if (out !== undefined) {
    const plain = { ...context, colors: picocolors.createColors(false) };
    const text =
      format === "junit"
        ? verifyJunit(report)
        : format === "json"
          ? `${JSON.stringify({ version: 1, command: context.command, ...json, exitCode: code, reason })}\n`
          : `${verifyText(report, plain).join("\n")}\n`;
    const { writeWhole } = await import("../../files/light.ts");
    await writeWhole(context.path(out), text).catch((error: unknown) => {
      throw new CliError(2, `cannot write ${out}: ${error instanceof Error ? error.message : String(error)}`, {
        help: [`fix: name another file: ${context.self} verify ${argument} --out <file>`],
      });
    });
  }
  return { code, reason, json };
}
