// SPDX-License-Identifier: Apache-2.0
import { allVerbs, readVerbs, type Right } from "./question.ts";

/** What a foreigner in a namespace could do harm with or learn from: every verb on each is asked about. */
export const importantResources: readonly string[] = [
  "pods",
  "services",
  "configmaps",
  "secrets",
  "persistentvolumeclaims",
  "serviceaccounts",
  "endpoints",
  "events",
  "resourcequotas",
  "limitranges",
  "deployments.apps",
  "statefulsets.apps",
  "daemonsets.apps",
  "replicasets.apps",
  "jobs.batch",
  "cronjobs.batch",
  "horizontalpodautoscalers.autoscaling",
  "poddisruptionbudgets.policy",
  "networkpolicies.networking.k8s.io",
  "ingresses.networking.k8s.io",
  "endpointslices.discovery.k8s.io",
  "roles.rbac.authorization.k8s.io",
  "rolebindings.rbac.authorization.k8s.io",
  "leases.coordination.k8s.io",
];

/** Ways into a pod, out of a namespace's bounds, or to another identity. */
export const importantSubresources: readonly Right[] = [
  ["pods/exec", ["create", "get"]],
  ["pods/attach", ["create", "get"]],
  ["pods/portforward", ["create", "get"]],
  ["pods/log", ["get"]],
  ["pods/proxy", ["create", "get"]],
  ["pods/ephemeralcontainers", ["update", "patch"]],
  ["pods/eviction", ["create"]],
  ["services/proxy", ["create", "get"]],
  ["serviceaccounts/token", ["create"]],
  ["deployments.apps/scale", ["update", "patch"]],
  ["serviceaccounts", ["impersonate"]],
  ["roles.rbac.authorization.k8s.io", ["escalate", "bind"]],
  ["*", ["*"]],
];

/** All of them, each verb a question. */
export const importantRights: readonly Right[] = [
  ...importantResources.map((resource): Right => [resource, allVerbs]),
  ...importantSubresources,
];

/** The few that say most, for namespaces that are too many to be asked about all. */
export const tellingRights: readonly Right[] = [
  ["secrets", [...readVerbs, "create"]],
  ["pods", ["list", "create", "delete"]],
  ["pods/exec", ["create"]],
  ["pods/log", ["get"]],
  ["configmaps", ["list", "update"]],
  ["deployments.apps", ["list", "create", "patch"]],
  ["serviceaccounts/token", ["create"]],
  ["serviceaccounts", ["impersonate"]],
  ["rolebindings.rbac.authorization.k8s.io", ["create"]],
  ["networkpolicies.networking.k8s.io", ["create", "delete"]],
  ["endpointslices.discovery.k8s.io", ["create", "update"]],
  ["*", ["*"]],
];
