// SPDX-License-Identifier: Apache-2.0
import { type Finding, labelDomain, slug } from "../model/index.ts";
import type { EventPlan, TeamPlan } from "../planning/index.ts";
import { LiveError, findingOf } from "./errors.ts";
import {
  type Kubernetes,
  type KubernetesObject,
  type KubernetesOptions,
  connectKubernetes,
} from "./kubernetes-client.ts";
import { checkKinds } from "./preflight-kinds.ts";

/** One apiserver: reachable, lets us make what a namespace needs, and the namespaces are free or ours. */
export async function checkCluster(
  context: string,
  plan: EventPlan,
  teams: readonly TeamPlan[],
  options: KubernetesOptions,
): Promise<Finding[]> {
  const names = teams.map(({ team }) => team.id).join(", ");
  let cluster: Kubernetes | undefined;
  try {
    cluster = await connectKubernetes(context, options);
    const connected = cluster;
    const allowed = await Promise.all(needed.map(async (need) => ({ need, may: await may(connected, need) })));
    const refused = allowed.filter(({ may: yes }) => !yes).map(({ need }) => `${need.verb} ${need.resource}`);
    const denied: Finding[] =
      refused.length === 0
        ? []
        : [
            {
              code: "BV335",
              severity: "error",
              message: `context "${context}" may not make team namespaces`,
              seen: `refused: ${refused.join(", ")}`,
              hint: `use a context with cluster-admin rights for ${names}, or ask the cluster's operators`,
            },
          ];
    return [
      ...denied,
      ...(await checkKinds(connected, plan.event)),
      ...(
        await Promise.all(teams.map(({ team }) => checkNamespace(connected, plan.event.name, team.id, team.name)))
      ).flat(),
    ];
  } catch (error) {
    const finding = findingOf(error);
    const only = teams.length === 1 ? teams[0]?.team.id : undefined;
    return [
      { ...finding, team: only, message: only === undefined ? `${finding.message}; teams: ${names}` : finding.message },
    ];
  } finally {
    cluster?.close();
  }
}

interface Need {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

const needed: readonly Need[] = [
  { group: "", resource: "namespaces", verb: "create" },
  { group: "", resource: "resourcequotas", verb: "create" },
  { group: "networking.k8s.io", resource: "networkpolicies", verb: "create" },
  { group: "rbac.authorization.k8s.io", resource: "rolebindings", verb: "create" },
  { group: "", resource: "serviceaccounts/token", verb: "create" },
  { group: "admissionregistration.k8s.io", resource: "validatingadmissionpolicies", verb: "create" },
];

async function may(cluster: Kubernetes, { group, resource, verb }: Need): Promise<boolean> {
  const [name, subresource] = resource.split("/");
  const review = await cluster.request<{ readonly status: { readonly allowed: boolean } }>(
    "POST",
    "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
    {
      repeatable: true,
      body: {
        apiVersion: "authorization.k8s.io/v1",
        kind: "SelfSubjectAccessReview",
        spec: { resourceAttributes: { group, resource: name, subresource, verb } },
      },
    },
  );
  return review.status.allowed;
}

async function checkNamespace(cluster: Kubernetes, event: string, team: string, name: string): Promise<Finding[]> {
  let namespace: KubernetesObject;
  try {
    namespace = await cluster.request<KubernetesObject>("GET", `/api/v1/namespaces/${name}`);
  } catch (error) {
    if (error instanceof LiveError && error.fault === "missing") return [];
    if (error instanceof LiveError && error.fault === "forbidden") return [findingOf(error, team)];
    throw error;
  }
  const { labels = {}, deletionTimestamp } = namespace.metadata;
  const ours = labels[`${labelDomain}/event`] === event && labels[`${labelDomain}/team`] === slug(team);
  const place = { team, path: `teams.${team}.namespace`, seen: name };
  if (!ours) {
    return [
      {
        ...place,
        code: "BV336",
        severity: "error",
        message: `namespace "${name}" on context "${cluster.context}" is already there and somebody else's`,
        hint: `rename the event or the team, or remove it: kubectl --context ${cluster.context} delete namespace ${name}`,
      },
    ];
  }
  return deletionTimestamp === undefined
    ? []
    : [
        {
          ...place,
          code: "BV336",
          severity: "error",
          message: `namespace "${name}" on context "${cluster.context}" is still being removed since ${deletionTimestamp}`,
          hint: `wait, or see what holds it: kubectl --context ${cluster.context} get namespace ${name} -o yaml`,
        },
      ];
}
