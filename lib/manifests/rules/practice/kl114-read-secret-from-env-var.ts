// SPDX-License-Identifier: Apache-2.0
import { fieldsAt, listAt, textAt } from "../../fields.ts";
import type { ContainerRule } from "../../rule.ts";
import { sampleContainer, samplePod } from "../../samples.ts";

const pod = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  samplePod({ containers: [sampleContainer(fields)] });

export const readSecretFromEnvVar: ContainerRule = {
  id: "KL114",
  name: "read-secret-from-env-var",
  severity: "info",
  scope: "container",
  what: "Secrets come as files, not as environment variables.",
  why: "A variable is inherited by every child process, stands in crash reports, and stays as it was when the Secret changes.",
  sources: ["kube-linter read-secret-from-env-var", "CIS Kubernetes Benchmark 5.4.1"],
  failing: [
    {
      title: "one key",
      objects: [pod({ env: [{ name: "A", valueFrom: { secretKeyRef: { name: "db", key: "a" } } }] })],
    },
    { title: "all keys", objects: [pod({ envFrom: [{ secretRef: { name: "db" } }] })] },
  ],
  passing: [
    { title: "a ConfigMap", objects: [pod({ envFrom: [{ configMapRef: { name: "db" } }] })] },
    {
      title: "a field of the pod",
      objects: [pod({ env: [{ name: "A", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } }] })],
    },
  ],
  *check({ value, path }) {
    const hint = "mount the Secret as files";
    for (const [index, each] of listAt(value, "env").entries())
      if (fieldsAt(each, "valueFrom", "secretKeyRef") !== undefined)
        yield {
          message: `${textAt(each, "name") ?? "a variable"} takes its value from a Secret`,
          at: { path: [...path, "env", index, "valueFrom", "secretKeyRef"], field: "env" },
          hint,
        };
    for (const [index, each] of listAt(value, "envFrom").entries())
      if (fieldsAt(each, "secretRef") !== undefined)
        yield {
          message: "all keys of a Secret become variables",
          at: { path: [...path, "envFrom", index], field: "envFrom" },
          hint,
        };
  },
};
