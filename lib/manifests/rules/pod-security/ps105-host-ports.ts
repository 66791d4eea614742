// SPDX-License-Identifier: Apache-2.0
import { listAt, numberAt } from "../../fields.ts";
import { sampleContainer, samplePod } from "../../samples.ts";
import { nameOf } from "./holders.ts";
import { standardRule } from "./standard.ts";

const port = (over: object) =>
  samplePod({ containers: [sampleContainer({ ports: [{ containerPort: 8080, ...over }] })] });

export const hostPorts = standardRule({
  id: "PS105",
  name: "host-ports",
  standard: "baseline",
  upstream: "check_hostPorts.go",
  what: "Containers take no ports of their node.",
  why: "A port of the node is there once: the next pod that wants it waits for another node, and network policies of others see the node, not the pod.",
  fix: "suggested",
  failing: [
    { title: "the same port", objects: [port({ hostPort: 8080 })] },
    { title: "another port, on one address", objects: [port({ hostPort: 80, hostIP: "127.0.0.1" })] },
  ],
  passing: [
    { title: "a port of the pod", objects: [port({})] },
    { title: "zero is none", objects: [port({ hostPort: 0 })] },
  ],
  *check(pod) {
    for (const container of pod.containers)
      for (const [index, each] of listAt(container.value, "ports").entries()) {
        const hostPort = numberAt(each, "hostPort") ?? 0;
        const path = [...container.path, "ports", index, "hostPort"];
        if (hostPort !== 0)
          yield {
            message: `${nameOf(container)} takes port ${hostPort} of the node`,
            at: { path, field: "ports.hostPort" },
            seen: String(hostPort),
            allowed: "0, or nothing",
            hint: "remove hostPort; a Service makes the port reachable",
            fix: { title: "remove hostPort", safe: false, edits: [{ op: "remove", path }] },
          };
      }
  },
});
