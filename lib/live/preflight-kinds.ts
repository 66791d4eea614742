// SPDX-License-Identifier: Apache-2.0
import type { Event, Finding } from "../model/index.ts";
import { ifMissing } from "./errors.ts";
import type { Kubernetes } from "./kubernetes-client.ts";

interface Kind {
  readonly groupVersion: string;
  readonly resource: string;
  readonly hint: string;
}

const guards: Kind = {
  groupVersion: "admissionregistration.k8s.io/v1",
  resource: "validatingadmissionpolicies",
  hint: "the guard rails need Kubernetes 1.30 or newer: use another cluster",
};

const floors: Readonly<Record<string, Kind>> = {
  admin: {
    groupVersion: "policy.networking.k8s.io/v1alpha1",
    resource: "adminnetworkpolicies",
    hint: "install the network policy API and a plugin that knows it, or write guardRails.networkPolicies: standard",
  },
  cluster: {
    groupVersion: "policy.networking.k8s.io/v1alpha2",
    resource: "clusternetworkpolicies",
    hint: "install the network policy API and a plugin that knows it, or write guardRails.networkPolicies: standard",
  },
};

/** Kinds that the event's guard rails are made of and that the cluster does not serve. */
export async function checkKinds(cluster: Kubernetes, event: Pick<Event, "guardRails">): Promise<Finding[]> {
  const floor = floors[event.guardRails.networkPolicies];
  const missing = await Promise.all(
    [guards, ...(floor === undefined ? [] : [floor])].map(async (kind) =>
      (await serves(cluster, kind)) ? undefined : kind,
    ),
  );
  return missing
    .filter((kind) => kind !== undefined)
    .map(({ groupVersion, resource, hint }) => ({
      code: "BV338",
      severity: "error",
      message: `the cluster of context "${cluster.context}" does not serve ${resource}`,
      seen: `no ${resource} in ${groupVersion}`,
      hint,
    }));
}

async function serves(cluster: Kubernetes, { groupVersion, resource }: Kind): Promise<boolean> {
  const group = await cluster
    .request<{ readonly resources?: readonly { readonly name: string }[] }>("GET", `/apis/${groupVersion}`)
    .catch(ifMissing);
  return group?.resources?.some(({ name }) => name === resource) ?? false;
}
