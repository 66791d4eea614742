// SPDX-License-Identifier: Apache-2.0
import { listAt, textAt } from "../../fields.ts";
import type { ContainerRule } from "../../rule.ts";
import { sampleContainer, samplePod } from "../../samples.ts";

const pod = (...env: unknown[]): Readonly<Record<string, unknown>> =>
  samplePod({ containers: [sampleContainer({ env })] });

export const envVarSecret: ContainerRule = {
  id: "KL102",
  name: "env-var-secret",
  severity: "warning",
  scope: "container",
  what: "No environment variable holds a secret in the clear.",
  why: "Whoever may read the pod, or the repository with its manifest, reads the secret.",
  sources: ["kube-linter env-var-secret", "https://kubernetes.io/docs/concepts/configuration/secret/"],
  failing: [
    { title: "a password", objects: [pod({ name: "DB_PASSWORD", value: "hunter2" })] },
    { title: "a token", objects: [pod({ name: "api_token", value: "abc" })] },
    { title: "secret somewhere in the name", objects: [pod({ name: "MY_SECRETS", value: "abc" })] },
  ],
  passing: [
    { title: "the file that holds it", objects: [pod({ name: "DB_PASSWORD_FILE", value: "/run/secrets/db" })] },
    { title: "nothing in it", objects: [pod({ name: "DB_PASSWORD", value: "" })] },
    { title: "another name", objects: [pod({ name: "MODE", value: "fast" })] },
  ],
  *check({ value, path }) {
    for (const [index, each] of listAt(value, "env").entries()) {
      const name = textAt(each, "name") ?? "";
      if ((textAt(each, "value") ?? "") === "" || /_(file|path|dir|name)$/i.test(name)) continue;
      if (!/secret|(^|_)(password|passwd|token|api_?key|private_?key|access_?key)$/i.test(name)) continue;
      // What stands there is not repeated.
      yield {
        message: `${name} holds a secret in the clear`,
        at: { path: [...path, "env", index, "value"], field: "env" },
        hint: "put it into a Secret and mount it as a file",
      };
    }
  },
};
