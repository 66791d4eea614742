// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadEvent } from "../files/index.ts";
import { stackName } from "../model/index.ts";
import { type Backend, listStacks, projectName } from "./backend.ts";
import { engineEnv, findEngine } from "./engine.ts";
import { runEngine } from "./engine-process.ts";
import { prepareStateDir, readSecrets, stackDir, stateDir } from "./state-dir.ts";
import { RunStop, type StackOutput } from "./types.ts";

/**
 * Stack outputs of one team, secrets in the clear and marked.
 * @throws RunStop when the event or the team has not been brought up
 */
export async function outputs(eventFile: string, team: string): Promise<Record<string, StackOutput>> {
  const { plan, findings } = await loadEvent(eventFile);
  if (!plan) throw new RunStop(1, "the event file has findings", findings);
  const dir = stateDir(eventFile, plan.event.name);
  const stack = stackName(plan.event.name, team);
  const engine = await findEngine();
  await prepareStateDir(dir);
  const { passphrase } = await readSecrets(dir);
  const backend: Backend = { engine, dir, env: engineEnv(engine, { passphrase, backendUrl: dir.backendUrl }) };
  if (!(await listStacks(backend, stackName(plan.event.name))).includes(stack)) {
    throw new RunStop(1, `team ${team} is not up`, [
      {
        code: "BV407",
        severity: "error",
        message: "the team has not been brought up yet",
        team,
        hint: `bivouac up ${eventFile} --team ${team}`,
      },
    ]);
  }
  const cwd = stackDir(dir, stack);
  await mkdir(cwd, { recursive: true, mode: 0o700 });
  await writeFile(join(cwd, "Pulumi.yaml"), `name: ${projectName}\nruntime: nodejs\n`, { mode: 0o600 });
  const ask = async (...flags: string[]): Promise<Record<string, unknown>> => {
    const { code, stdout, stderr } = await runEngine({
      binary: engine.binary,
      args: ["stack", "output", "--json", "--stack", stack, ...flags],
      cwd,
      env: backend.env,
    });
    if (code !== 0) throw new RunStop(2, `the outputs of team ${team} cannot be read: ${stderr.trim()}`);
    return JSON.parse(stdout) as Record<string, unknown>;
  };
  const [open, masked] = await Promise.all([ask("--show-secrets"), ask()]);
  return Object.fromEntries(
    Object.entries(open).map(([key, value]) => [
      key,
      { value, secret: JSON.stringify(value) !== JSON.stringify(masked[key]) },
    ]),
  );
}
