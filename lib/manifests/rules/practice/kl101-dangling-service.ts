// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { sampleDeployment } from "../../samples.ts";
import { backends, hasPods } from "./labels.ts";

const service = (selector: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "app" },
  spec: { selector, ports: [{ port: 80 }] },
});

export const danglingService: ObjectRule = {
  id: "KL101",
  name: "dangling-service",
  severity: "warning",
  scope: "object",
  kinds: ["Service"],
  what: "A Service selects pods that exist or that a workload makes.",
  why: "A Service that selects nothing has no endpoints: connections to it are refused, and nothing says why.",
  sources: ["kube-linter dangling-service", "https://kubernetes.io/docs/concepts/services-networking/service/"],
  failing: [
    { title: "a label that no pod has", objects: [service({ app: "web" }), sampleDeployment()] },
    { title: "one label of two is wrong", objects: [service({ app: "app", tier: "web" }), sampleDeployment()] },
  ],
  passing: [
    { title: "the labels of a Deployment's pods", objects: [service({ app: "app" }), sampleDeployment()] },
    { title: "no selector: somebody else writes the endpoints", objects: [service({}), sampleDeployment()] },
    { title: "no workload at all in sight", objects: [service({ app: "web" })] },
  ],
  *check(manifest, { set }) {
    // With no workload to be seen, the pods are somewhere else.
    if (backends(set, manifest)?.length !== 0 || !hasPods(set)) return;
    yield {
      message: "the Service selects no pod",
      at: { path: ["spec", "selector"], field: "selector" },
      hint: "give it the labels of the pods' template",
    };
  },
};
