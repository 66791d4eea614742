// SPDX-License-Identifier: Apache-2.0
import { namespaceObjects } from "../model/index.ts";
import type { TeamPlan } from "../planning/index.ts";
import type { Context } from "./context.ts";
import { CliError } from "./exit.ts";
import { type LoadedEvent, refuseBadFlavors } from "./load.ts";
import { drive } from "./run.ts";
import { teamFiles } from "./team-files.ts";

/** What became of a team's kubeconfig. */
export interface Revoked {
  readonly team: string;
  /** `ended`: the apiserver refuses it; `none`: there was nothing to end. */
  readonly kubeconfig: "ended" | "none";
}

/**
 * Ends the kubeconfigs of these teams, every copy of them, and waits until the apiserver refuses those that the stacks hold.
 * @throws CliError 1 when one is still good
 */
export async function revoke(context: Context, loaded: LoadedEvent, plans: readonly TeamPlan[]): Promise<Revoked[]> {
  const { connectKubeconfig, connectKubernetes, revokeTokens, tokenEnds } = await import("../live/index.ts");
  const { outputs } = await import("../deploy/index.ts");
  const surroundings = { env: context.io.env, cwd: context.io.cwd };
  const done: Revoked[] = [];
  for (const { team } of plans) {
    if (team.context === undefined) {
      context.print(`  ${team.id}: has no namespace, so no kubeconfig`);
      done.push({ team: team.id, kubeconfig: "none" });
      continue;
    }
    const { files } = teamFiles(team.name, await outputs(loaded.file, team.id));
    const cluster = await connectKubernetes(team.context, surroundings);
    try {
      const existed = await revokeTokens(cluster, team.name, namespaceObjects.serviceAccount);
      if (files["kubeconfig"] !== undefined) {
        const holder = connectKubeconfig(files["kubeconfig"], `kubeconfig of ${team.id}`);
        const ended = await tokenEnds(holder).finally(() => holder.close());
        if (!ended) throw new CliError(1, `the kubeconfig of team ${team.id} is still good a minute after its end`);
      }
      context.print(
        existed
          ? `${context.colors.green("✓")} ${team.id}: its kubeconfig is refused from now on, every copy of it`
          : `  ${team.id}: its kubeconfig had ended before`,
      );
      done.push({ team: team.id, kubeconfig: existed ? "ended" : "none" });
      if (files["clouds.yaml"] !== undefined)
        context.print("    clouds.yaml stays good; it ends with `openstack application credential delete`");
    } finally {
      cluster.close();
    }
  }
  return done;
}

/** Brings these teams up once more, which gives each a new login. @throws CliError with the run's own exit code */
export async function renew(context: Context, loaded: LoadedEvent, teams: readonly string[]): Promise<void> {
  await refuseBadFlavors(context, loaded);
  const { up } = await import("../deploy/index.ts");
  // One document is this command's answer: the run itself is told on stderr then.
  const beside: Context = context.json
    ? {
        ...context,
        json: false,
        jsonFile: undefined,
        terminal: false,
        io: { ...context.io, stdout: context.io.stderr },
        print: (line = "") => void context.io.stderr.write(`${line}\n`),
      }
    : { ...context, jsonFile: undefined };
  const { code, reason } = await drive(beside, { command: "up", act: up, file: loaded.argument, loaded, teams });
  if (code !== 0) throw new CliError(code, reason ?? "the teams did not come up again");
}
