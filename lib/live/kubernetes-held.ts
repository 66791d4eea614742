// SPDX-License-Identifier: Apache-2.0
import type { Finding } from "../model/index.ts";
import { ifMissing, LiveError } from "./errors.ts";
import type { Kubernetes, KubernetesObject } from "./kubernetes-client.ts";
import { groupVersions, listable, rootOf } from "./kubernetes-inventory.ts";

/** What keeps a namespace from going. */
export interface HeldNamespace {
  readonly namespace: string;
  /** When its deletion was asked for, ISO 8601. */
  readonly since: string;
  /** The apiserver's own words. */
  readonly reasons: readonly string[];
  readonly holders: readonly Holder[];
}

/** An object that waits for somebody to let it go. */
export interface Holder {
  /** `PersistentVolumeClaim data` */
  readonly object: string;
  /** Who must let go, such as `kubernetes.io/pvc-protection`. */
  readonly finalizers: readonly string[];
}

/**
 * Why a namespace that is being removed is still there; undefined when it is not being removed, or gone. Every kind is listed, since the
 * namespace's conditions name kinds and finalizers but no object.
 * @throws LiveError
 */
export async function heldNamespace(cluster: Kubernetes, namespace: string): Promise<HeldNamespace | undefined> {
  const found = await cluster.request<KubernetesObject>("GET", `/api/v1/namespaces/${namespace}`).catch(ifMissing);
  const since = found?.metadata.deletionTimestamp;
  if (found === undefined || since === undefined) return undefined;
  const status = found["status"] as { readonly conditions?: readonly Condition[] } | undefined;
  const reasons = (status?.conditions ?? []).filter((each) => each.status === "True").map(({ message }) => message);
  const lists = await Promise.all(
    (await groupVersions(cluster)).map(async (group) => {
      // A group whose server is gone is a reason of its own, and among the conditions.
      const kinds = await listable(cluster, group).catch(unanswered);
      return Promise.all(
        kinds
          .filter(({ namespaced }) => namespaced)
          .map(async ({ name, kind }) => ({
            kind,
            items: await cluster.list(`${rootOf(group)}/namespaces/${namespace}/${name}`).catch(unanswered),
          })),
      );
    }),
  );
  const holders = lists.flat().flatMap(({ kind, items }) =>
    items.flatMap(({ metadata }): Holder[] => {
      const { finalizers = [] } = metadata as { readonly finalizers?: readonly string[] };
      return finalizers.length === 0 ? [] : [{ object: `${kind} ${metadata.name}`, finalizers }];
    }),
  );
  const { finalizers: last = [] } = found.metadata as { readonly finalizers?: readonly string[] };
  if (last.length > 0) holders.push({ object: `Namespace ${namespace}`, finalizers: last });
  return { namespace, since, reasons, holders };
}

/** The same as findings, one for each object that holds the namespace; one without an object when none does. */
export function heldFindings({ namespace, since, reasons, holders }: HeldNamespace, team?: string): Finding[] {
  const message = `namespace ${namespace} is being removed since ${since} and held`;
  const finding = { code: "BV342", severity: "error", team } as const;
  if (holders.length === 0)
    return [{ ...finding, message, seen: reasons.join("; ") || "no reason given", hint: "wait, then ask again" }];
  return holders.map(({ object, finalizers }) => ({
    ...finding,
    message: `${message} by ${object}`,
    seen: `finalizers ${finalizers.join(", ")}`,
    hint: `start the controller that lets ${object} go; only if it is gone for good: take its finalizers off`,
  }));
}

interface Condition {
  readonly status: string;
  readonly message: string;
}

function unanswered(error: unknown): [] {
  if (!(error instanceof LiveError) || error.fault === "auth") throw error;
  return [];
}
