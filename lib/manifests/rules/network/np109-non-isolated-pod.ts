// SPDX-License-Identifier: Apache-2.0
import { type Fields, fieldsAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import { type LabelTest, labelTest, networkPodOf } from "../../network/index.ts";
import { policyTypes } from "../../network/policy.ts";
import type { SetRule } from "../../rule.ts";
import { sampleDeployment } from "../../samples.ts";
import type { ManifestSet } from "../../settings.ts";
import { samplePolicy } from "./samples.ts";
import { policiesIn } from "./views.ts";

const app: Fields = { ...sampleDeployment(), metadata: { name: "app", namespace: "team" } };
const directions = ["Ingress", "Egress"] as const;

export const nonIsolatedPod: SetRule = {
  id: "NP109",
  name: "non-isolated-pod",
  severity: "warning",
  scope: "set",
  what: "In a namespace with policies, every pod is selected by one.",
  why: "A pod that no policy selects is open to the whole cluster, and reaches all of it. It is told only where policies of the namespace are known.",
  sources: ["https://docs.kubelinter.io/#/generated/checks?id=non-isolated-pod"],
  failing: [
    {
      title: "the policy is for others",
      objects: [app, samplePolicy({ podSelector: { matchLabels: { app: "db" } } })],
    },
    {
      title: "only its ingress is limited",
      objects: [
        app,
        samplePolicy({ policyTypes: ["Ingress"] }),
        samplePolicy({ podSelector: { matchLabels: { app: "db" } }, policyTypes: ["Egress"] }, { name: "db" }),
      ],
    },
  ],
  passing: [
    { title: "a policy for all", objects: [app], around: [samplePolicy({ policyTypes: ["Ingress", "Egress"] })] },
    { title: "no policy is known", objects: [app] },
    {
      title: "policies of another namespace",
      objects: [app, samplePolicy({ podSelector: { matchLabels: { app: "db" } } }, { namespace: "other" })],
    },
  ],
  *check(set) {
    const known = new Map<string, readonly Selecting[]>();
    for (const manifest of set.manifests) {
      const pod = networkPodOf(manifest);
      if (pod === undefined || manifest.pod === undefined || pod.hostNetwork === true) continue;
      const policies = known.get(manifest.namespace) ?? selecting(set, manifest.namespace);
      known.set(manifest.namespace, policies);
      const open = directions.filter(
        (direction) =>
          policies.some(({ types }) => types.has(direction)) &&
          !policies.some(({ types, selects }) => types.has(direction) && selects(pod.labels)),
      );
      if (open.length > 0)
        yield {
          manifest,
          message: `no policy selects its pods for ${open.join(" and ").toLowerCase()}`,
          at: { path: manifest.pod.metadataPath, field: "metadata.labels" },
          seen: JSON.stringify(pod.labels),
          hint: "add a policy with podSelector {} that denies all, or mend the labels",
        };
    }
  },
};

interface Selecting {
  readonly types: ReadonlySet<string>;
  readonly selects: LabelTest;
}

function selecting(set: ManifestSet, namespace: string): readonly Selecting[] {
  return policiesIn(set, namespace).map(({ value }: Manifest) => ({
    types: policyTypes(value),
    selects: labelTest(fieldsAt(value, "spec", "podSelector") ?? {}),
  }));
}
