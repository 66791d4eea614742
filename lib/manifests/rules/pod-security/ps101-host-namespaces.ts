// SPDX-License-Identifier: Apache-2.0
import { flagAt } from "../../fields.ts";
import type { PodRule } from "../../rule.ts";
import { samplePod } from "../../samples.ts";

const fields = ["hostNetwork", "hostPID", "hostIPC"] as const;

export const hostNamespaces: PodRule = {
  id: "PS101",
  name: "host-namespaces",
  severity: "error",
  scope: "pod",
  what: "A pod shares no namespace of its node.",
  why: "In the node's network, process or IPC namespace a container reads what other teams and the node itself do there.",
  sources: [
    "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
    "k8s.io/pod-security-admission policy/check_hostNamespaces.go",
  ],
  failing: [
    { title: "the node's network", objects: [samplePod({ hostNetwork: true })] },
    { title: "the node's processes", objects: [samplePod({ hostPID: true })] },
  ],
  passing: [
    { title: "nothing said", objects: [samplePod()] },
    { title: "said to be false", objects: [samplePod({ hostNetwork: false, hostPID: false, hostIPC: false })] },
  ],
  *check({ spec, path }) {
    for (const field of fields)
      if (flagAt(spec, field) === true)
        yield {
          message: `the pod shares the node's ${field.slice("host".length)} namespace`,
          at: { path: [...path, field], field },
          seen: "true",
          allowed: "false, or nothing",
          hint: `remove ${field}`,
        };
  },
};
