// SPDX-License-Identifier: Apache-2.0
import {
  connectKubernetes,
  type Inventory,
  inventory,
  kubernetesInventory,
  LiveError,
  type OwnedObject,
  type OwnedProject,
} from "../live/index.ts";
import type { Run } from "./run.ts";

/** What the event owns in all its clouds, and what else is there. */
export interface Survey {
  readonly objects: readonly OwnedObject[];
  /** Projects found ours; what is left of one that is gone is recognised by them alone. */
  readonly projects: readonly OwnedProject[];
  /** One a cloud, by its name. */
  readonly inventories: ReadonlyMap<string, Inventory>;
  /** Clouds and lists that did not answer. */
  readonly unreadable: readonly string[];
}

/**
 * Asks the OpenStack and every cluster that the event names. A cluster that does not answer is noted, the OpenStack must.
 * @throws LiveError when the OpenStack cannot be reached or lets us not in
 */
export async function survey(run: Run, projects: readonly OwnedProject[] = []): Promise<Survey> {
  const { event, teams } = run.plan;
  const scope = { event: event.name, projects };
  const inventories = new Map<string, Inventory>();
  const unreadable: string[] = [];
  const cloud = await run.cloud();
  const contexts = new Set(
    [event.clouds.kubernetes, ...teams.map(({ team }) => team.context)].filter((context) => context !== undefined),
  );
  await Promise.all([
    cloud && inventory(cloud, scope).then((found) => inventories.set(cloud.cloud.name, found)),
    ...[...contexts].map(async (context) => {
      try {
        const cluster = await connectKubernetes(context);
        try {
          inventories.set(`kubernetes ${context}`, await kubernetesInventory(cluster, scope));
        } finally {
          cluster.close();
        }
      } catch (error) {
        if (!(error instanceof LiveError)) throw error;
        unreadable.push(`kubernetes ${context}: ${error.message}`);
      }
    }),
  ]);
  const all = [...inventories.values()];
  return {
    objects: all.flatMap(({ objects }) => objects),
    projects: all.flatMap((one) => one.projects),
    inventories,
    unreadable: [
      ...unreadable,
      ...all.flatMap((one) => one.unreadable.map(({ list, reason }) => `${list}: ${reason}`)),
    ],
  };
}
