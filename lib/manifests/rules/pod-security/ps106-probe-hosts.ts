// SPDX-License-Identifier: Apache-2.0
import { type Fields, textAt } from "../../fields.ts";
import { sampleContainer, samplePod } from "../../samples.ts";
import { nameOf, word } from "./holders.ts";
import { standardRule } from "./standard.ts";

const handlers = [
  ["livenessProbe"],
  ["readinessProbe"],
  ["startupProbe"],
  ["lifecycle", "postStart"],
  ["lifecycle", "preStop"],
] as const;
const actions = ["httpGet", "tcpSocket"] as const;

const probed = (over: Fields) => samplePod({ containers: [sampleContainer(over)] });

export const probeHosts = standardRule({
  id: "PS106",
  name: "probe-hosts",
  standard: "baseline",
  upstream: "check_hostProbesAndhostLifecycle.go",
  since: 34,
  what: "Probes and lifecycle hooks go to their own pod, to no other host.",
  why: "The kubelet sends them from the node's network: a host there lets a team make nodes call whatever they reach, such as the metadata service.",
  fix: "suggested",
  failing: [
    {
      title: "a probe of the metadata service",
      objects: [probed({ livenessProbe: { httpGet: { host: "169.254.169.254", port: 80 } } })],
    },
    {
      title: "the node itself",
      objects: [probed({ readinessProbe: { tcpSocket: { host: "localhost", port: 10250 } } })],
    },
    {
      title: "a hook",
      objects: [probed({ lifecycle: { preStop: { httpGet: { host: "example.org", port: 80, path: "/" } } } })],
    },
  ],
  passing: [
    { title: "no host", objects: [probed({ livenessProbe: { httpGet: { port: 8080 } } })] },
    { title: "an empty host", objects: [probed({ livenessProbe: { tcpSocket: { host: "", port: 8080 } } })] },
    {
      title: "before 1.34",
      objects: [probed({ livenessProbe: { httpGet: { host: "localhost", port: 80 } } })],
      settings: { minor: 33 },
    },
  ],
  *check(pod) {
    for (const container of pod.containers)
      for (const handler of handlers)
        for (const action of actions) {
          const way = [...handler, action, "host"];
          const host = textAt(container.value, ...way) ?? "";
          const path = [...container.path, ...way];
          if (host !== "")
            yield {
              message: `${handler.at(-1) ?? ""} of ${nameOf(container)} goes to another host`,
              at: { path, field: way.join(".") },
              seen: word(host),
              allowed: "no host: the pod's own address",
              hint: "remove host; a Host header belongs to httpHeaders",
              fix: { title: "remove host", safe: false, edits: [{ op: "remove", path }] },
            };
        }
  },
});
