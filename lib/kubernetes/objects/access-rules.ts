// SPDX-License-Identifier: Apache-2.0

/** A rule of a Role, as `rbac.authorization.k8s.io/v1` has it. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

interface Right {
  /** "" is the core group. */
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const read = ["get", "list", "watch"];
const own = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
// Where the organizers' objects lie beside the team's: a collection is not deleted as one, since it never is the team's alone.
const ownSingly = ["create", "delete", "get", "list", "patch", "update", "watch"];
const scale = ["get", "patch", "update"];

/** What a team works with, all of it the team's own. Mentors and viewers see the same, but for Secrets. */
const work: readonly Right[] = [
  // What every application is made of.
  {
    group: "",
    resources: ["configmaps", "persistentvolumeclaims", "pods", "replicationcontrollers", "services"],
    verbs: own,
  },
  // Deploy and roll back; a quota bounds what it comes to.
  { group: "apps", resources: ["daemonsets", "deployments", "replicasets", "statefulsets"], verbs: own },
  // Scale by hand follows load.
  { group: "autoscaling", resources: ["horizontalpodautoscalers"], verbs: own },
  // Training runs, imports and nightly work.
  { group: "batch", resources: ["cronjobs", "jobs"], verbs: own },
  // A certificate for a host of the team; the private key is a Secret of the team.
  { group: "cert-manager.io", resources: ["certificates"], verbs: own },
  // Leader election of an application with several replicas.
  { group: "coordination.k8s.io", resources: ["leases"], verbs: own },
  // Routes to the team's Services; hosts are held by admission, Gateways are the organizers'.
  { group: "gateway.networking.k8s.io", resources: ["grpcroutes", "httproutes", "tlsroutes"], verbs: own },
  // The same for controllers that know no Gateway.
  { group: "networking.k8s.io", resources: ["ingresses"], verbs: own },
  // Who may talk inside the namespace (benchmark OPS-4); what opens it is refused by admission.
  { group: "networking.k8s.io", resources: ["networkpolicies"], verbs: ownSingly },
  // Buckets in the cluster's object store.
  { group: "objectbucket.io", resources: ["objectbucketclaims"], verbs: own },
  // How many pods a drained node may take away at once.
  { group: "policy", resources: ["poddisruptionbudgets"], verbs: own },
  // Share with a robot or a colleague (benchmark OPS-3); the apiserver lets nobody give more than they have.
  { group: "rbac.authorization.k8s.io", resources: ["rolebindings", "roles"], verbs: ownSingly },
  // A copy before a risky step; the quota counts the claims made from it.
  { group: "snapshot.storage.k8s.io", resources: ["volumesnapshots"], verbs: own },
];

/** What a team that has data services works with: custom resources, which operators look after with rights of their own. */
const dataWork: readonly Right[] = [
  // Search: nodes, dashboards and what fills them.
  { group: "elasticsearch.k8s.elastic.co", resources: ["elasticsearches"], verbs: own },
  { group: "kibana.k8s.elastic.co", resources: ["kibanas"], verbs: own },
  { group: "logstash.k8s.elastic.co", resources: ["logstashes"], verbs: own },
  // Messages: brokers, topics, who may use them, and connectors.
  {
    group: "kafka.strimzi.io",
    resources: ["kafkaconnectors", "kafkaconnects", "kafkanodepools", "kafkas", "kafkatopics", "kafkausers"],
    verbs: own,
  },
  // More consumers while messages wait.
  { group: "keda.sh", resources: ["scaledobjects", "triggerauthentications"], verbs: own },
];

/** What only a team may do. */
const team: readonly Right[] = [
  // Passwords and keys of the team's own; tokens without an end are refused by admission.
  { group: "", resources: ["secrets"], verbs: own },
  // Identities for pods. Their tokens are only given to pods, never to people.
  { group: "", resources: ["serviceaccounts"], verbs: ["create", "delete", "patch", "update"] },
  // An application says what happened to it.
  { group: "", resources: ["events"], verbs: ["create", "patch"] },
  { group: "events.k8s.io", resources: ["events"], verbs: ["create", "patch"] },
  // kubectl debug.
  { group: "", resources: ["pods/ephemeralcontainers"], verbs: ["get", "patch", "update"] },
  // Move a pod away as a drain does, within its disruption budget.
  { group: "", resources: ["pods/eviction"], verbs: ["create"] },
  // kubectl scale.
  { group: "", resources: ["replicationcontrollers/scale"], verbs: scale },
  { group: "apps", resources: ["deployments/scale", "replicasets/scale", "statefulsets/scale"], verbs: scale },
];

/** What helps to find a fault. */
const debug: readonly Right[] = [
  // A shell. Clients open the stream by GET (WebSocket) or POST; both are asked for.
  { group: "", resources: ["pods/attach", "pods/exec", "pods/portforward"], verbs: ["create", "get"] },
  // What it printed, which may hold secrets: not for viewers.
  { group: "", resources: ["pods/log"], verbs: ["get"] },
];

/** What the organizers set and controllers write: to be seen by all, to be changed by none of them. */
const surroundings: readonly Right[] = [
  {
    group: "",
    resources: ["endpoints", "events", "limitranges", "resourcequotas", "serviceaccounts"],
    verbs: read,
  },
  // kubectl rollout history of StatefulSets and DaemonSets.
  { group: "apps", resources: ["controllerrevisions"], verbs: read },
  // Why a certificate is not there yet.
  { group: "cert-manager.io", resources: ["certificaterequests"], verbs: read },
  { group: "discovery.k8s.io", resources: ["endpointslices"], verbs: read },
  { group: "events.k8s.io", resources: ["events"], verbs: read },
  // kubectl top.
  { group: "metrics.k8s.io", resources: ["pods"], verbs: ["get", "list"] },
];

const visible: readonly Right[] = [...seen(work), ...surroundings];

/** Beside what every team may. */
export interface MoreRights {
  /** With data services. @default false */
  readonly data?: boolean | undefined;
}

/**
 * What a team may do: everything with workloads, their data, routes and shells, and roles and network policies of its own. Only to be read
 * are quota and limits, which hold the team in, and endpoints, which could send a Service elsewhere. Not at all: tokens of
 * ServiceAccounts, since the team's own ends with the event.
 */
export function teamRules(namespace: string, { data = false }: MoreRights = {}): readonly PolicyRule[] {
  return rulesOf(namespace, [...work, ...(data ? dataWork : []), ...team, ...debug, ...surroundings]);
}

/** What mentors may do: see all but the values of Secrets, read logs, open a shell. */
export function mentorRules(namespace: string, { data = false }: MoreRights = {}): readonly PolicyRule[] {
  return rulesOf(namespace, [...visible, ...(data ? seen(dataWork) : []), ...debug]);
}

/** What viewers may do: see all but the values of Secrets, logs and shells. */
export function viewerRules(namespace: string, { data = false }: MoreRights = {}): readonly PolicyRule[] {
  return rulesOf(namespace, [...visible, ...(data ? seen(dataWork) : [])]);
}

function seen(rights: readonly Right[]): readonly Right[] {
  return rights.map((right) => ({ ...right, verbs: read }));
}

function rulesOf(namespace: string, rights: readonly Right[]): readonly PolicyRule[] {
  return [
    // Whose it is, whom to ask, until when.
    { apiGroups: [""], resources: ["namespaces"], resourceNames: [namespace], verbs: ["get"] },
    ...rights
      .toSorted((a, b) => compare(a.group, b.group) || compare(a.resources[0] ?? "", b.resources[0] ?? ""))
      .map(({ group, resources, verbs }) => ({ apiGroups: [group], resources, verbs })),
  ];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
