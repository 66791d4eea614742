// SPDX-License-Identifier: Apache-2.0
import { listAt, textAt } from "../../fields.ts";
import type { ContainerRule } from "../../rule.ts";
import { sampleContainer, samplePod } from "../../samples.ts";

const pod = (...names: string[]): Readonly<Record<string, unknown>> =>
  samplePod({ containers: [sampleContainer({ env: names.map((name) => ({ name, value: "x" })) })] });

export const duplicateEnv: ContainerRule = {
  id: "KL130",
  name: "duplicate-env",
  severity: "warning",
  scope: "container",
  what: "No environment variable is named twice.",
  why: "The last one wins, and a later server-side apply can remove the wrong one or fail.",
  sources: ["kube-linter duplicate-env-var", "https://github.com/kubernetes/kubernetes/issues/58477"],
  failing: [
    { title: "twice", objects: [pod("A", "A")] },
    { title: "with another between", objects: [pod("A", "B", "A")] },
  ],
  passing: [
    { title: "different names", objects: [pod("A", "B")] },
    { title: "case tells them apart", objects: [pod("A", "a")] },
  ],
  *check({ value, path }) {
    const seen = new Set<string>();
    for (const [index, each] of listAt(value, "env").entries()) {
      const name = textAt(each, "name");
      if (name === undefined) continue;
      if (seen.has(name))
        yield {
          message: `${name} is set a second time`,
          at: { path: [...path, "env", index, "name"], field: "env" },
          seen: name,
          hint: "remove one of them",
        };
      seen.add(name);
    }
  },
};
