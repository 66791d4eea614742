// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../../manifests/index.ts";
import { slug } from "../../../model/light.ts";
import type { KubernetesCheck } from "../probe.ts";
import { isCovered, plannedRules, singleRights } from "../rules.ts";
import { claim, ingress, leastStorage, pod, podSpec, probeName, service } from "../samples.ts";
import { millis } from "../amounts.ts";
import { serviceAccount } from "../team-account.ts";

/** Rights alone do not start a pod: quota, limits and policies must let it in too. */
export const workAdmitted: KubernetesCheck = {
  code: "VK161",
  name: "work-admitted",
  proves:
    "What a team works with is admitted: a restricted pod, a Deployment, a Job, a Service, a claim, a Secret and the like.",
  hint: "See who refuses: an admission policy or webhook that is too strict, or a quota without room; change that, not the team's rights.",
  probes(asking) {
    const { team } = asking;
    const metadata = { name: probeName };
    const labels = { app: probeName };
    const template = { metadata: { labels }, spec: podSpec(team) };
    const target = { apiVersion: "apps/v1", kind: "Deployment", name: probeName };
    const domain = team.guardRails?.domain;
    const policies = { group: "networking.k8s.io", resource: "networkpolicies", verb: "create", names: [] };
    const own = singleRights(plannedRules(team.planned, asking.namespace, serviceAccount));
    const none = (key: string): boolean => millis(asking.plannedQuota[key]) === 0n;
    const good: readonly (readonly [string, Fields])[] = [
      ["api/v1:pods", pod(team)],
      [
        "apis/apps/v1:deployments",
        {
          apiVersion: "apps/v1",
          kind: "Deployment",
          metadata,
          spec: { replicas: 1, selector: { matchLabels: labels }, template },
        },
      ],
      [
        "apis/batch/v1:jobs",
        {
          apiVersion: "batch/v1",
          kind: "Job",
          metadata,
          spec: { template: { spec: podSpec(team, { restartPolicy: "Never" }) } },
        },
      ],
      ["api/v1:services", service()],
      ["api/v1:configmaps", { apiVersion: "v1", kind: "ConfigMap", metadata, data: { key: "value" } }],
      ["api/v1:secrets", { apiVersion: "v1", kind: "Secret", metadata, stringData: { key: "value" } }],
      ...(none("persistentvolumeclaims") || none("requests.storage")
        ? []
        : [["api/v1:persistentvolumeclaims", claim(leastStorage(team))] as const]),
      [
        "apis/autoscaling/v2:horizontalpodautoscalers",
        {
          apiVersion: "autoscaling/v2",
          kind: "HorizontalPodAutoscaler",
          metadata,
          spec: { maxReplicas: 2, scaleTargetRef: target },
        },
      ],
      [
        "apis/policy/v1:poddisruptionbudgets",
        {
          apiVersion: "policy/v1",
          kind: "PodDisruptionBudget",
          metadata,
          spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
        },
      ],
      ...(domain === undefined
        ? []
        : [["apis/networking.k8s.io/v1:ingresses", ingress(`app.${slug(team.id)}.${domain}`)] as const]),
      ...(isCovered(policies, own)
        ? [
            [
              "apis/networking.k8s.io/v1:networkpolicies",
              {
                apiVersion: "networking.k8s.io/v1",
                kind: "NetworkPolicy",
                metadata,
                spec: { podSelector: { matchLabels: labels }, policyTypes: ["Ingress"] },
              },
            ] as const,
          ]
        : []),
    ];
    return good.map(([resource, body]) => ({
      probe: `create ${resource.split(":")[1] ?? resource}`,
      expected: "allowed",
      ask: () => asking.admitted({ method: "POST", path: asking.path(resource), body }),
    }));
  },
};
