// SPDX-License-Identifier: Apache-2.0
import { flagAt, textAt } from "../../fields.ts";
import type { PodRule } from "../../rule.ts";
import { samplePod } from "../../samples.ts";
import { find } from "./labels.ts";

const account = (token: boolean): Readonly<Record<string, unknown>> => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "app" },
  automountServiceAccountToken: token,
});
const silent = { automountServiceAccountToken: undefined };

export const defaultToken: PodRule = {
  id: "KL117",
  name: "default-service-account-token",
  severity: "info",
  scope: "pod",
  what: "A pod that does not talk to the API server gets no token of the ServiceAccount default.",
  why: "Whoever gets into the pod has the token; rights given to default later are then theirs too.",
  sources: ["kube-linter default-service-account", "CIS Kubernetes Benchmark 5.1.5 and 5.1.6"],
  fix: "suggested",
  failing: [
    { title: "nothing said", objects: [samplePod(silent)] },
    { title: "asked for", objects: [samplePod({ automountServiceAccountToken: true, serviceAccountName: "default" })] },
  ],
  passing: [
    { title: "none wanted", objects: [samplePod()] },
    { title: "an account of its own", objects: [samplePod({ ...silent, serviceAccountName: "app" }), account(true)] },
  ],
  *check({ owner, spec, path }, { set }) {
    const name = textAt(spec, "serviceAccountName") ?? "default";
    if (name !== "default") return;
    const wanted =
      flagAt(spec, "automountServiceAccountToken") ??
      flagAt(find(set, "", "ServiceAccount", owner.namespace, name)?.value, "automountServiceAccountToken") ??
      true;
    if (!wanted) return;
    const place = [...path, "automountServiceAccountToken"];
    yield {
      message: "the pod gets a token of the ServiceAccount default",
      at: { path: place, field: "automountServiceAccountToken" },
      hint: "set it to false, or give the pod a ServiceAccount of its own",
      fix: { title: "take the token away", safe: false, edits: [{ op: "set", path: place, value: false }] },
    };
  },
};
