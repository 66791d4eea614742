// SPDX-License-Identifier: Apache-2.0
import { flagAt } from "../../fields.ts";
import { samplePod } from "../../samples.ts";
import { standardRule } from "./standard.ts";

const fields = [
  ["hostNetwork", "network"],
  ["hostPID", "process"],
  ["hostIPC", "IPC"],
] as const;

export const hostNamespaces = standardRule({
  id: "PS101",
  name: "host-namespaces",
  standard: "baseline",
  upstream: "check_hostNamespaces.go",
  what: "A pod shares no namespace of its node.",
  why: "In the node's network, process or IPC namespace a container reads what other teams and the node itself do there.",
  fix: "suggested",
  failing: [
    { title: "the node's network", objects: [samplePod({ hostNetwork: true })] },
    { title: "the node's processes", objects: [samplePod({ hostPID: true })] },
    { title: "the node's IPC", objects: [samplePod({ hostIPC: true })] },
  ],
  passing: [
    { title: "nothing said", objects: [samplePod()] },
    { title: "said to be false", objects: [samplePod({ hostNetwork: false, hostPID: false, hostIPC: false })] },
  ],
  *check({ spec, path }) {
    for (const [field, what] of fields)
      if (flagAt(spec, field) === true)
        yield {
          message: `the pod shares the node's ${what} namespace`,
          at: { path: [...path, field], field },
          seen: "true",
          allowed: "false, or nothing",
          hint: `remove ${field}`,
          fix: { title: `remove ${field}`, safe: false, edits: [{ op: "remove", path: [...path, field] }] },
        };
  },
});
