// SPDX-License-Identifier: Apache-2.0
import { labelDomain } from "../model/index.ts";
import { LiveError } from "./errors.ts";
import type { Kubernetes, KubernetesObject } from "./kubernetes-client.ts";
import type { ForeignSnapshot, Inventory, OwnedObject } from "./openstack-inventory.ts";
import type { Scope } from "./ownership.ts";

export interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/**
 * Everything of an event, or of one team, on one cluster: what carries the owner's labels and what lies in a namespace
 * that does. All kinds that the apiserver knows are listed, custom ones too, each once over all namespaces.
 * `foreign` holds what is not ours, but for events, leases, endpoints and metrics, which come and go by themselves.
 * @throws LiveError only when the cluster cannot be reached or lets us not in
 */
export async function kubernetesInventory(cluster: Kubernetes, scope: Scope): Promise<Inventory> {
  const unreadable: { list: string; reason: string }[] = [];
  const note =
    (list: string) =>
    (error: unknown): undefined => {
      if (!(error instanceof LiveError) || error.fault === "auth") throw error;
      // A kind without a list (405) or an aggregated API whose server is gone.
      if (error.details.status !== 405) unreadable.push({ list, reason: error.message });
    };
  const namespaces = await cluster.list("/api/v1/namespaces");
  const owned = new Map(
    namespaces.flatMap((namespace): [string, Verdict][] => {
      const verdict = byLabels(namespace, scope);
      return verdict === undefined ? [] : [[namespace.metadata.name, verdict]];
    }),
  );
  const groups = await groupVersions(cluster);
  const resources = (
    await Promise.all(
      groups.map(async (group) =>
        ((await listable(cluster, group).catch(note(group))) ?? []).map((resource) => ({ group, resource })),
      ),
    )
  ).flat();

  let asked = 1;
  const objects: OwnedObject[] = [];
  const foreign: Record<string, string[]> = {};
  await Promise.all(
    resources.map(async ({ group, resource }) => {
      const list = group === "v1" ? resource.kind : `${resource.kind}.${group.slice(0, group.lastIndexOf("/"))}`;
      const items =
        resource.name === "namespaces" && group === "v1"
          ? namespaces
          : await cluster.list(`${rootOf(group)}/${resource.name}`).catch(note(list));
      if (items === undefined) return;
      asked += 1;
      for (const item of items) {
        const { name, namespace, uid = "" } = item.metadata;
        const inside = namespace === undefined ? undefined : owned.get(namespace);
        const verdict =
          byLabels(item, scope) ?? (inside && { team: inside.team, why: `in namespace ${namespace ?? ""}` });
        if (verdict)
          objects.push({
            service: `kubernetes ${cluster.context}`,
            type: list,
            id: uid,
            name,
            project: namespace,
            team: verdict.team,
            why: verdict.why,
          });
        else if (!restless.has(resource.kind))
          (foreign[list] ??= []).push(namespace === undefined ? name : `${namespace}/${name}`);
      }
      if (!restless.has(resource.kind)) foreign[list] ??= [];
    }),
  );
  const count = Object.values(foreign).reduce((sum, names) => sum + names.length, 0);
  const snapshot: ForeignSnapshot = { taken: new Date().toISOString(), lists: foreign, count };
  return { objects, projects: [], asked, unreadable, notAsked: [], foreign: snapshot };
}

interface Verdict {
  readonly team: string | undefined;
  readonly why: string;
}

const restless = new Set([
  "Event",
  "Lease",
  "Endpoints",
  "EndpointSlice",
  "NodeMetrics",
  "PodMetrics",
  "ComponentStatus",
  "LeaseCandidate",
  "IPAddress",
]);

function byLabels({ metadata }: KubernetesObject, scope: Scope): Verdict | undefined {
  const { labels = {} } = metadata;
  if (labels[`${labelDomain}/event`] !== scope.event) return undefined;
  const team = labels[`${labelDomain}/team`];
  return scope.team === undefined || team === scope.team ? { team, why: "labels" } : undefined;
}

/** `v1` and the preferred version of each group, as `group/version`. */
export async function groupVersions(cluster: Kubernetes): Promise<string[]> {
  const { groups } = await cluster.request<{
    readonly groups: readonly { readonly preferredVersion: { readonly groupVersion: string } }[];
  }>("GET", "/apis");
  return ["v1", ...groups.map((group) => group.preferredVersion.groupVersion)];
}

/** Kinds of a group version that can be listed. */
export async function listable(cluster: Kubernetes, group: string): Promise<Resource[]> {
  const { resources } = await cluster.request<{ readonly resources: readonly Resource[] }>("GET", rootOf(group));
  return resources.filter(({ name, verbs }) => !name.includes("/") && verbs.includes("list"));
}

export function rootOf(group: string): string {
  return group === "v1" ? "/api/v1" : `/apis/${group}`;
}
