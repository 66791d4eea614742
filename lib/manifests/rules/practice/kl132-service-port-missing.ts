// SPDX-License-Identifier: Apache-2.0
import { at, listAt, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleContainer, sampleDeployment } from "../../samples.ts";
import { backends, type Selected } from "./labels.ts";

const service = (targetPort: unknown): Readonly<Record<string, unknown>> => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "app" },
  spec: { selector: { app: "app" }, ports: [{ port: 80, targetPort }] },
});
const web = sampleDeployment({ containers: [sampleContainer({ ports: [{ name: "http", containerPort: 8080 }] })] });

export const servicePortMissing: ObjectRule = {
  id: "KL132",
  name: "service-port-missing",
  severity: "error",
  scope: "object",
  kinds: ["Service"],
  what: "A port that a Service names is a port of a container that it selects.",
  why: "A name that no container has gives the Service no endpoint: connections are refused.",
  sources: [
    "kube-linter target-port",
    "https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports",
  ],
  failing: [
    { title: "another name", objects: [service("web"), web] },
    { title: "no ports at all", objects: [service("http"), sampleDeployment()] },
  ],
  passing: [
    { title: "the container's name", objects: [service("http"), web] },
    { title: "a number needs no name", objects: [service(9090), web] },
  ],
  *check(manifest, { set }) {
    const pods = backends(set, manifest) ?? [];
    if (pods.length === 0) return;
    for (const [index, port] of listAt(manifest.value, "spec", "ports").entries()) {
      const target = at(port, "targetPort");
      if (typeof target !== "string" || pods.some((pod) => portNames(pod).includes(target))) continue;
      yield {
        message: `no container that the Service selects has a port named ${target}`,
        at: { path: ["spec", "ports", index, "targetPort"], field: "targetPort" },
        seen: target,
        allowed: [...new Set(pods.flatMap(portNames))].join(", ") || "a number",
        hint: "name a port of the container, or write its number",
      };
    }
  },
};

function portNames({ manifest }: Selected): string[] {
  return (manifest.pod?.containers ?? []).flatMap(({ value }) =>
    listAt(value, "ports").flatMap((port) => textAt(port, "name") ?? []),
  );
}
