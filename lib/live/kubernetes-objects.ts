// SPDX-License-Identifier: Apache-2.0
import { ifMissing } from "./errors.ts";
import type { Kubernetes, KubernetesObject } from "./kubernetes-client.ts";
import { groupVersions, listable, rootOf } from "./kubernetes-inventory.ts";

/** An object by the names that the apiserver knows it by. */
export interface NamedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string | undefined };
}

/**
 * Reads single objects of any kinds; what the apiserver serves is asked once. Undefined for an object that is not there, and for kinds that
 * the cluster does not know.
 * @throws LiveError
 */
export async function objectReader(
  cluster: Kubernetes,
  planned: readonly NamedObject[],
): Promise<(object: NamedObject) => Promise<KubernetesObject | undefined>> {
  const groups = new Set(await groupVersions(cluster));
  const plurals = new Map<string, string>();
  for (const group of new Set(planned.map(({ apiVersion }) => apiVersion)))
    if (groups.has(group))
      for (const { kind, name, namespaced } of await listable(cluster, group))
        plurals.set(`${group} ${kind}`, namespaced ? `namespaces/{namespace}/${name}` : name);
  return async ({ apiVersion, kind, metadata }) => {
    const plural = plurals.get(`${apiVersion} ${kind}`)?.replace("{namespace}", metadata.namespace ?? "default");
    return plural === undefined
      ? undefined
      : await cluster
          .request<KubernetesObject>("GET", `${rootOf(apiVersion)}/${plural}/${metadata.name}`)
          .catch(ifMissing);
  };
}

/** Those of the objects that the cluster has, as they are there. @throws LiveError */
export async function liveObjects(cluster: Kubernetes, planned: readonly NamedObject[]): Promise<KubernetesObject[]> {
  const read = await objectReader(cluster, planned);
  return (await Promise.all(planned.map(read))).filter((each) => each !== undefined);
}
