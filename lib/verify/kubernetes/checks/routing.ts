// SPDX-License-Identifier: Apache-2.0
import type { KubernetesCheck } from "../probe.ts";
import { questions, type Right, writeVerbs } from "../question.ts";
import { rightProbes } from "../right-probe.ts";

const rights: readonly Right[] = [
  ["endpoints", writeVerbs],
  ["endpointslices.discovery.k8s.io", writeVerbs],
  ["services/status", ["update", "patch"]],
  ["ingresses.networking.k8s.io/status", ["update", "patch"]],
];

export const routing: KubernetesCheck = {
  code: "VK107",
  name: "routing",
  proves: "The team cannot send the traffic of a Service to addresses of its choice, such as another team's pods.",
  hint: "Take write verbs on endpoints, endpointslices and the status of Services and Ingresses out of the Roles that are bound to the team.",
  probes: (asking) => rightProbes(asking, questions(rights, { namespace: asking.namespace }), "refused"),
};
