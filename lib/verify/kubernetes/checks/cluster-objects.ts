// SPDX-License-Identifier: Apache-2.0
import type { KubernetesCheck } from "../probe.ts";
import { allVerbs, questions, readVerbs, type Right, writeVerbs } from "../question.ts";
import { rightProbes } from "../right-probe.ts";

const rights: readonly Right[] = [
  ["*", ["*"]],
  ["namespaces", ["list", "watch", ...writeVerbs]],
  ["namespaces/status", ["update", "patch"]],
  ["namespaces/finalize", ["update"]],
  ["nodes", allVerbs],
  ["nodes/proxy", ["get", "create"]],
  ["nodes/status", ["update", "patch"]],
  ["nodes/log", ["get"]],
  ["persistentvolumes", allVerbs],
  ["secrets", readVerbs],
  ["configmaps", readVerbs],
  ["pods", ["list", "watch", "create"]],
  ["pods/exec", ["create"]],
  ["serviceaccounts/token", ["create"]],
  ["certificatesigningrequests.certificates.k8s.io", ["create", "update", "patch", "delete"]],
  ["certificatesigningrequests.certificates.k8s.io/approval", ["update", "patch"]],
  ["certificatesigningrequests.certificates.k8s.io/status", ["update", "patch"]],
  ["signers.certificates.k8s.io", ["approve", "sign"]],
  ["validatingwebhookconfigurations.admissionregistration.k8s.io", allVerbs],
  ["mutatingwebhookconfigurations.admissionregistration.k8s.io", allVerbs],
  ["validatingadmissionpolicies.admissionregistration.k8s.io", writeVerbs],
  ["validatingadmissionpolicybindings.admissionregistration.k8s.io", writeVerbs],
  ["mutatingadmissionpolicies.admissionregistration.k8s.io", writeVerbs],
  ["customresourcedefinitions.apiextensions.k8s.io", writeVerbs],
  ["apiservices.apiregistration.k8s.io", writeVerbs],
  ["priorityclasses.scheduling.k8s.io", writeVerbs],
  ["runtimeclasses.node.k8s.io", writeVerbs],
  ["storageclasses.storage.k8s.io", writeVerbs],
  ["volumeattachments.storage.k8s.io", writeVerbs],
  ["csidrivers.storage.k8s.io", writeVerbs],
  ["ingressclasses.networking.k8s.io", writeVerbs],
  ["clusterroles.rbac.authorization.k8s.io", writeVerbs],
  ["clusterrolebindings.rbac.authorization.k8s.io", writeVerbs],
  ["flowschemas.flowcontrol.apiserver.k8s.io", writeVerbs],
  ["adminnetworkpolicies.policy.networking.k8s.io", writeVerbs],
  ["tokenreviews.authentication.k8s.io", ["create"]],
  ["subjectaccessreviews.authorization.k8s.io", ["create"]],
];

export const clusterObjects: KubernetesCheck = {
  code: "VK104",
  name: "cluster-objects",
  proves:
    "The team has no right on what belongs to the whole cluster: nodes, volumes, namespaces, certificates, webhooks, policies, classes.",
  hint: "Find the ClusterRoleBinding that names the team's ServiceAccount, its groups or system:authenticated, and remove it or narrow its ClusterRole.",
  probes: (asking) => rightProbes(asking, questions(rights), "refused"),
};
