// SPDX-License-Identifier: Apache-2.0
import { budgets } from "../../quota/index.ts";
import type { SetRule } from "../../rule.ts";
import { sampleContainer, sampleDeployment } from "../../samples.ts";
import { rest } from "./namespaces.ts";
import { sampleQuota, sampleResources } from "./samples.ts";

const web = (replicas: number, strategy?: object) =>
  sampleDeployment(
    { containers: [sampleContainer(sampleResources({ cpu: "2", memory: "2Gi" }))] },
    { replicas, ...(strategy && { strategy }) },
  );

export const surgeOverQuota: SetRule = {
  id: "QF104",
  name: "surge-over-quota",
  severity: "error",
  scope: "set",
  what: "A workload that may lack no pod while it is rolled out finds room in the quota for one more.",
  why: "The new pod is refused and no old one goes: the rollout never ends, and the fault shows only in events of the ReplicaSet.",
  sources: [
    "k8s.io/kubernetes pkg/controller/deployment/util/deployment_util.go, ResolveFenceposts",
    "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment",
  ],
  failing: [
    { title: "one replica that fills the quota", objects: [web(1)], around: [sampleQuota({ "requests.cpu": "3" })] },
    {
      title: "nothing may be missing",
      objects: [web(4, { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } })],
      around: [sampleQuota({ "requests.cpu": "8" })],
    },
  ],
  passing: [
    { title: "room for one more", objects: [web(1)], around: [sampleQuota({ "requests.cpu": "4" })] },
    { title: "all at once", objects: [web(1, { type: "Recreate" })], around: [sampleQuota({ "requests.cpu": "2" })] },
    { title: "a quarter may be missing", objects: [web(4)], around: [sampleQuota({ "requests.cpu": "8" })] },
  ],
  *check(set, { settings }) {
    const checked = new Set(set.manifests);
    for (const budget of budgets(set, settings).values())
      for (const { quota, rows } of budget.fits())
        for (const row of rows) {
          // More than fits anyway is another finding.
          if (row.needed.compare(row.hard) > 0) continue;
          for (const { manifest, amount } of row.rollouts) {
            if (!checked.has(manifest) || amount.compare(rest(row)) <= 0) continue;
            const fits = row.needed.plus(amount).canonical;
            yield {
              manifest,
              message: `a rollout never ends: it needs ${amount.canonical} ${row.resource} for one more pod, and the quota ${quota.manifest.name} has ${rest(row).canonical} left`,
              at: { path: ["spec"], field: row.resource },
              seen: fits,
              allowed: `at most ${row.hard.canonical}`,
              hint: `let a pod be missing (maxUnavailable: 1, maxSurge: 0) or raise the quota to ${row.resource}: ${fits}`,
            };
          }
        }
  },
};
