// SPDX-License-Identifier: Apache-2.0
import type { k8s } from "./api.ts";

const read = ["get", "list", "watch"];
const write = ["create", "update", "patch", "delete", "deletecollection"];

const workloads: readonly k8s.PolicyRule[] = [
  {
    apiGroups: [""],
    resources: ["pods", "services", "configmaps", "secrets", "persistentvolumeclaims", "replicationcontrollers"],
    verbs: [...read, ...write],
  },
  {
    apiGroups: ["apps"],
    resources: ["deployments", "statefulsets", "daemonsets", "replicasets"],
    verbs: [...read, ...write],
  },
  {
    apiGroups: ["apps"],
    resources: ["deployments/scale", "statefulsets/scale", "replicasets/scale"],
    verbs: ["get", "update", "patch"],
  },
  { apiGroups: ["batch"], resources: ["jobs", "cronjobs"], verbs: [...read, ...write] },
  { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: [...read, ...write] },
  { apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: [...read, ...write] },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: [...read, ...write] },
  { apiGroups: [""], resources: ["serviceaccounts"], verbs: ["create", "update", "patch", "delete"] },
];

const shell: readonly k8s.PolicyRule[] = [
  { apiGroups: [""], resources: ["pods/exec", "pods/attach", "pods/portforward"], verbs: ["get", "create"] },
  { apiGroups: [""], resources: ["pods/log"], verbs: ["get", "list", "watch"] },
];

// Everything about the namespace but the values of Secrets.
const look = (namespace: string): readonly k8s.PolicyRule[] => [
  { apiGroups: [""], resources: ["namespaces"], resourceNames: [namespace], verbs: ["get"] },
  {
    apiGroups: [""],
    resources: ["events", "endpoints", "serviceaccounts", "resourcequotas", "limitranges"],
    verbs: read,
  },
  { apiGroups: ["events.k8s.io"], resources: ["events"], verbs: read },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
  { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: read },
  { apiGroups: ["rbac.authorization.k8s.io"], resources: ["roles", "rolebindings"], verbs: read },
  { apiGroups: ["metrics.k8s.io"], resources: ["pods"], verbs: read },
];

/**
 * What a team may do: everything with workloads, their data and their shells. Only to be read are quota, limits, network policies and
 * rights, which hold the team in; endpoints, which could send a Service elsewhere. Not at all: tokens of ServiceAccounts, since
 * the team's own ends with the event.
 */
export function teamRules(namespace: string): readonly k8s.PolicyRule[] {
  return [
    ...workloads,
    ...shell,
    { apiGroups: [""], resources: ["pods/ephemeralcontainers"], verbs: ["update", "patch"] },
    { apiGroups: [""], resources: ["pods/eviction"], verbs: ["create"] },
    ...look(namespace),
  ];
}

/** What mentors may do: see all but the values of Secrets, read logs, open a shell. */
export function mentorRules(namespace: string): readonly k8s.PolicyRule[] {
  const visible = workloads.map((rule) => ({
    apiGroups: rule.apiGroups ?? [],
    resources: (rule.resources ?? []).filter((resource) => resource !== "secrets" && resource !== "serviceaccounts"),
    verbs: read,
  }));
  return [...visible.filter((rule) => rule.resources.length > 0), ...shell, ...look(namespace)];
}
