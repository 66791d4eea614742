// SPDX-License-Identifier: Apache-2.0
import { readText } from "../files/index.ts";
import type { KubernetesObject, NamedObject } from "../live/index.ts";
import { type Finding, hasErrors } from "../model/index.ts";
import type { Context } from "./context.ts";
import { placed, withData } from "./data-check.ts";
import { CliError } from "./exit.ts";
import type { LoadedEvent } from "./load.ts";
import { countFindings } from "./report/findings.ts";

/**
 * Ends the command when a change of the event file asks of data services what cannot be done in place, or costs data: a smaller volume,
 * another storage class, an older version. A cluster that cannot be asked is for the preflight to tell.
 * @throws CliError 1 with the findings
 */
export async function refuseDataLoss(
  context: Context,
  { plan, file, argument }: LoadedEvent,
  chosen: readonly string[] | undefined,
): Promise<void> {
  const teams = withData(plan.teams).filter(({ team }) => chosen === undefined || chosen.includes(team.id));
  if (teams.length === 0) return;
  const { teamDataFindings, teamObjects } = await import("../kubernetes/light.ts");
  const found: Finding[] = [];
  for (const { team, credentialsExpire } of teams) {
    const props = { event: plan.event, team, credentialsExpire };
    const live = await liveServices(context, team.context, teamObjects(props));
    if (live.length > 0) found.push(...teamDataFindings(props, live).filter(({ code }) => /^(ES|KA|BR)2/.test(code)));
  }
  if (!hasErrors(found)) return;
  throw new CliError(1, `the data services that exist cannot become what ${argument} says: ${countFindings(found)}`, {
    findings: placed(found, file, (await readText(file)).text),
  });
}

async function liveServices(
  context: Context,
  cluster: string | undefined,
  objects: readonly NamedObject[],
): Promise<readonly KubernetesObject[]> {
  if (cluster === undefined) return [];
  const { connectKubernetes, liveObjects } = await import("../live/index.ts");
  const services = objects.filter(({ apiVersion }) => /\.(elastic\.co|strimzi\.io)\//.test(apiVersion));
  try {
    const client = await connectKubernetes(cluster, { env: context.io.env, cwd: context.io.cwd });
    try {
      return await liveObjects(client, services);
    } finally {
      client.close();
    }
  } catch {
    return [];
  }
}
