// SPDX-License-Identifier: Apache-2.0
import { listAt, numberAt, textAt } from "../../fields.ts";
import type { ContainerRule } from "../../rule.ts";
import { sampleContainer, samplePod } from "../../samples.ts";

const pod = (...ports: unknown[]): Readonly<Record<string, unknown>> =>
  samplePod({ containers: [sampleContainer({ ports })] });

export const sshPort: ContainerRule = {
  id: "KL108",
  name: "ssh-port",
  severity: "warning",
  scope: "container",
  what: "A container opens no port 22.",
  why: "An SSH server in a pod is a login beside the cluster's own, with keys that nobody revokes at the end.",
  sources: ["kube-linter ssh-port"],
  failing: [
    { title: "port 22", objects: [pod({ containerPort: 22 })] },
    { title: "beside another", objects: [pod({ containerPort: 8080 }, { containerPort: 22, protocol: "TCP" })] },
  ],
  passing: [
    { title: "another port", objects: [pod({ containerPort: 2222 })] },
    { title: "UDP", objects: [pod({ containerPort: 22, protocol: "UDP" })] },
  ],
  *check({ value, path }) {
    for (const [index, port] of listAt(value, "ports").entries())
      if (numberAt(port, "containerPort") === 22 && (textAt(port, "protocol") ?? "TCP") === "TCP")
        yield {
          message: "the container opens the port of SSH",
          at: { path: [...path, "ports", index, "containerPort"], field: "containerPort" },
          seen: "22",
          hint: "use kubectl exec, or another port when it must be",
        };
  },
};
