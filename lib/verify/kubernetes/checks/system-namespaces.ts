// SPDX-License-Identifier: Apache-2.0
import { tellingRights } from "../important.ts";
import type { KubernetesCheck } from "../probe.ts";
import { questions } from "../question.ts";
import { rightProbes } from "../right-probe.ts";

const namespaces = ["kube-system", "kube-public", "kube-node-lease", "default"];

export const systemNamespaces: KubernetesCheck = {
  code: "VK103",
  name: "system-namespaces",
  proves: "The team has no right in the namespaces of the cluster itself, nor in `default`.",
  hint: "Remove the binding that names the team's ServiceAccount or a group of it: kubectl get rolebindings -A -o wide.",
  probes: (asking) =>
    namespaces.flatMap((namespace) => rightProbes(asking, questions(tellingRights, { namespace }), "refused")),
};
