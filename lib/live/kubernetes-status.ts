// SPDX-License-Identifier: Apache-2.0
import { type NamespaceSpec, labelDomain, namespaceObjects } from "../model/index.ts";
import type { EventPlan } from "../planning/index.ts";
import { type DataKind, dataKinds, dataServiceStatus, type DataServiceStatus } from "./data-services.ts";
import { ifMissing } from "./errors.ts";
import type { Kubernetes, KubernetesObject } from "./kubernetes-client.ts";

export interface KubernetesTeamStatus {
  /** Id in the event file. */
  readonly team: string;
  readonly context: string;
  readonly namespace: string;
  readonly ready: boolean;
  /** What is not as it should be, each a sentence; empty when ready. */
  readonly reasons: readonly string[];
  readonly missing: readonly string[];
  /** Namespace's phase: Active, Terminating. */
  readonly phase?: string | undefined;
  /** Names of the network policies there. */
  readonly policies: readonly string[];
  /** By resource, quantities as the apiserver prints them. */
  readonly quota: Readonly<Record<string, { readonly used: string; readonly hard: string }>>;
  readonly workspace?: { readonly available: number; readonly wanted: number } | undefined;
  /** Elasticsearch, Kafka and what belongs to them; absent when the team has none. */
  readonly services?: readonly DataServiceStatus[] | undefined;
}

/**
 * What is there of the namespaces that the plan puts on this cluster. Four lists for all teams, and one a kind of data service that any has.
 * @throws LiveError
 */
export async function kubernetesStatus(
  cluster: Kubernetes,
  plan: EventPlan,
  options: { readonly teams?: readonly string[] | undefined } = {},
): Promise<KubernetesTeamStatus[]> {
  const query = `?labelSelector=${encodeURIComponent(`${labelDomain}/event=${plan.event.name}`)}`;
  const chosen = plan.teams.filter(
    ({ team }) =>
      team.context === cluster.context &&
      team.namespace !== undefined &&
      (options.teams === undefined || options.teams.includes(team.id)),
  );
  const kinds = dataKinds.filter((kind) =>
    chosen.some(({ team }) => team.namespace?.data !== undefined && kind.wanted(team.namespace.data).length > 0),
  );
  const [namespaces, quotas, policies, deployments, ...services] = await Promise.all([
    cluster.list(`/api/v1/namespaces${query}`),
    cluster.list(`/api/v1/resourcequotas${query}`),
    cluster.list(`/apis/networking.k8s.io/v1/networkpolicies${query}`),
    cluster.list(`/apis/apps/v1/deployments${query}`),
    // A cluster without the kind has none of its objects.
    ...kinds.map(({ groupVersion, plural }) =>
      cluster
        .list(`/apis/${groupVersion}/${plural}${query}`)
        .catch((error: unknown): readonly KubernetesObject[] => ifMissing(error) ?? []),
    ),
  ]);
  return chosen.map(({ team }) => {
    const inside = (all: readonly KubernetesObject[]): KubernetesObject[] =>
      all.filter(({ metadata }) => metadata.namespace === team.name);
    return statusOf(team.id, cluster.context, team.name, team.namespace, {
      namespace: namespaces.find(({ metadata }) => metadata.name === team.name),
      quotas: inside(quotas),
      policies: inside(policies),
      deployments: inside(deployments),
      services: new Map(kinds.map((kind, index) => [kind, inside(services[index] ?? [])])),
    });
  });
}

interface FoundObjects {
  readonly namespace?: KubernetesObject | undefined;
  readonly quotas: readonly KubernetesObject[];
  readonly policies: readonly KubernetesObject[];
  readonly deployments: readonly KubernetesObject[];
  readonly services: ReadonlyMap<DataKind, readonly KubernetesObject[]>;
}

function statusOf(
  team: string,
  context: string,
  name: string,
  spec: NamespaceSpec | undefined,
  found: FoundObjects,
): KubernetesTeamStatus {
  const { namespace, quotas, policies, deployments } = found;
  const quota = named(quotas, namespaceObjects.quota);
  const deployment = named(deployments, namespaceObjects.workspace);
  const phase = (namespace?.status as { readonly phase?: string } | undefined)?.phase;
  const missing =
    namespace === undefined
      ? [`namespace ${name}`]
      : [
          ...(quota === undefined ? [`quota ${namespaceObjects.quota}`] : []),
          ...[namespaceObjects.denyAll, namespaceObjects.allowDns]
            .filter((policy) => named(policies, policy) === undefined)
            .map((policy) => `network policy ${policy}`),
          ...(spec?.workspace !== undefined && deployment === undefined
            ? [`deployment ${namespaceObjects.workspace}`]
            : []),
        ];
  const workspace =
    deployment === undefined
      ? undefined
      : {
          available: (deployment.status as { readonly availableReplicas?: number } | undefined)?.availableReplicas ?? 0,
          wanted: (deployment.spec as { readonly replicas?: number } | undefined)?.replicas ?? 1,
        };
  const services =
    spec?.data === undefined || namespace === undefined ? undefined : dataServiceStatus(spec.data, found.services);
  const reasons = [
    ...(missing.length > 0 ? [`missing: ${missing.join(", ")}`] : []),
    ...(namespace !== undefined && phase !== "Active" ? [`namespace ${name} is ${phase ?? "without a phase"}`] : []),
    ...(workspace !== undefined && spec?.workspace !== undefined && workspace.available < workspace.wanted
      ? [`workspace has ${workspace.available} of ${workspace.wanted} replicas available${whyNot(deployment)}`]
      : []),
    ...(services ?? [])
      // What its operator is still at work on is there: it is told by `services`, and is no fault of the environment.
      .filter(({ state }) => state !== "ready" && state !== "coming")
      .map(({ service, says }) => `${service} ${says}`),
  ];
  return {
    team,
    context,
    namespace: name,
    ready: reasons.length === 0,
    reasons,
    missing,
    phase,
    policies: policies.map(({ metadata }) => metadata.name),
    quota: usage(quota),
    workspace,
    ...(services === undefined ? {} : { services }),
  };
}

function named(all: readonly KubernetesObject[], wanted: string): KubernetesObject | undefined {
  return all.find(({ metadata }) => metadata.name === wanted);
}

/** The controller's own words: a quota that refuses pods shows only here. */
function whyNot(deployment: KubernetesObject | undefined): string {
  const conditions =
    (
      deployment?.status as
        | {
            readonly conditions?: readonly {
              readonly type: string;
              readonly status: string;
              readonly message?: string;
            }[];
          }
        | undefined
    )?.conditions ?? [];
  const failure =
    conditions.find(({ type, status }) => type === "ReplicaFailure" && status === "True") ??
    conditions.find(({ type, status }) => type === "Available" && status === "False");
  return failure?.message === undefined ? "" : `: ${failure.message}`;
}

function usage(quota: KubernetesObject | undefined): Record<string, { used: string; hard: string }> {
  const status = quota?.status as
    | { readonly hard?: Readonly<Record<string, string>>; readonly used?: Readonly<Record<string, string>> }
    | undefined;
  return Object.fromEntries(
    Object.entries(status?.hard ?? {}).map(([name, hard]) => [name, { hard, used: status?.used?.[name] ?? "0" }]),
  );
}
