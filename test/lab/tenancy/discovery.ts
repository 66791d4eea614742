// SPDX-License-Identifier: Apache-2.0
import type { Caller } from "./caller.ts";

/** A kind that the apiserver serves, in the group's preferred version. */
export interface Served {
  /** "" for the core group. */
  readonly group: string;
  /** `v1`, `apps/v1`. */
  readonly apiVersion: string;
  /** `pods`, or `pods/exec`. */
  readonly resource: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** Everything the apiserver serves, subresources too. */
export async function discover(caller: Caller): Promise<Served[]> {
  const { body } = await caller.call("GET", "/apis");
  const groups = body["groups"] as readonly { readonly preferredVersion: { readonly groupVersion: string } }[];
  const versions = ["v1", ...groups.map((group) => group.preferredVersion.groupVersion)];
  const lists = await Promise.all(
    versions.map(async (apiVersion) => {
      const list = await caller.call("GET", rootOf(apiVersion));
      const resources = (list.body["resources"] ?? []) as readonly (Pick<Served, "kind" | "namespaced" | "verbs"> & {
        readonly name: string;
      })[];
      return resources.map(({ name, kind, namespaced, verbs }) => ({
        group: apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "",
        apiVersion,
        resource: name,
        kind,
        namespaced,
        verbs,
      }));
    }),
  );
  return lists.flat();
}

/** Path of a kind's list, or of one object. */
export function pathOf(
  served: readonly Served[],
  object: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: { readonly name?: string | undefined; readonly namespace?: string | undefined };
  },
): string {
  const { apiVersion, kind, metadata } = object;
  const found = served.find(
    (each) => each.apiVersion === apiVersion && each.kind === kind && !each.resource.includes("/"),
  );
  if (found === undefined) throw new Error(`the apiserver serves no ${kind} of ${apiVersion}`);
  return listPath(found, metadata.namespace) + (metadata.name === undefined ? "" : `/${metadata.name}`);
}

/** Path of the list of a kind in a namespace. */
export function listPath({ apiVersion, namespaced, resource }: Served, namespace: string | undefined): string {
  const root = rootOf(apiVersion);
  return namespaced && namespace !== undefined ? `${root}/namespaces/${namespace}/${resource}` : `${root}/${resource}`;
}

function rootOf(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
