// SPDX-License-Identifier: Apache-2.0
import { chmod, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stateDirectory } from "../../files/index.ts";
import type { Context } from "../context.ts";
import { CliError, type Outcome } from "../exit.ts";
import { loadForRun } from "../load.ts";
import { shortPath } from "../report/findings.ts";
import { teamFiles } from "../team-files.ts";
import { teamsOption } from "../teams.ts";

export async function run(
  context: Context,
  values: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const loaded = await loadForRun(context, values[0] as string | undefined);
  const chosen = teamsOption(options["team"], loaded.event) ?? [];
  const plans = loaded.plan.teams.filter(({ team }) => chosen.includes(team.id));
  const ending = options["revoke"] === true || options["reissue"] === true;
  const revoked = ending ? await (await import("../revoke.ts")).revoke(context, loaded, plans) : undefined;
  if (options["revoke"] === true) {
    context.print(`next: ${context.self} credentials ${loaded.argument} --reissue --team ${chosen.join(",")}`);
    return { code: 0, json: { event: loaded.event.name, revoked } };
  }
  if (options["reissue"] === true) await (await import("../revoke.ts")).renew(context, loaded, chosen);
  // Beside the state, which is the owner's alone and kept out of version control.
  const out =
    (options["out"] as string | undefined) ??
    shortPath(join(stateDirectory(loaded.file, loaded.event.name), "credentials"), context);
  const { outputs } = await import("../../deploy/index.ts");
  const teams: { team: string; expires: string; files: string[]; absent: readonly string[] }[] = [];
  for (const { team, credentialsExpire } of plans) {
    const { files, absent } = teamFiles(team.name, await outputs(loaded.file, team.id));
    const folder = join(out, team.id);
    const written = await writeFiles(context, folder, files);
    teams.push({ team: team.id, expires: credentialsExpire, files: written, absent });
    context.print(`${context.colors.green("✓")} ${team.id}: logins end ${credentialsExpire}`);
    if (files["kubeconfig"] !== undefined)
      context.print(`    kubectl --kubeconfig ${join(folder, "kubeconfig")} get pods`);
    if (files["clouds.yaml"] !== undefined)
      context.print(
        `    OS_CLIENT_CONFIG_FILE=${join(folder, "clouds.yaml")} openstack --os-cloud ${team.name} server list`,
      );
    for (const file of absent) context.print(`    no ${file}: the team has nothing there`);
  }
  return { code: 0, json: { event: loaded.event.name, ...(revoked && { revoked }), teams } };
}

/** Readable by the owner alone from the first moment; an older file is replaced at once or not at all. */
async function writeFiles(
  context: Context,
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<string[]> {
  const path = context.path(folder);
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await chmod(path, 0o700);
    for (const [name, text] of Object.entries(files)) {
      const part = join(path, `.${name}-${process.pid}`);
      await rm(part, { force: true });
      await writeFile(part, text, { mode: 0o600, flag: "wx" });
      await rename(part, join(path, name));
    }
  } catch (error) {
    throw new CliError(2, `cannot write into ${folder}: ${error instanceof Error ? error.message : String(error)}`, {
      help: ["fix: give another folder with --out"],
    });
  }
  return Object.keys(files).map((name) => join(folder, name));
}
