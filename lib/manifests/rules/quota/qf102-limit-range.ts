// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../../../model/light.ts";
import type { Problem } from "../../../lint/index.ts";
import { fieldsAt } from "../../fields.ts";
import {
  type Breach,
  breaches,
  podForLimits,
  resourcesAt,
  type NamespaceBudget,
  type PodCharge,
} from "../../quota/index.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleContainer, sampleDeployment, samplePod } from "../../samples.ts";
import { budgetOf } from "./namespaces.ts";
import { sampleClaim, sampleLimits, sampleResources } from "./samples.ts";

const of = (amounts: Record<string, string>) => ({ containers: [sampleContainer(sampleResources(amounts))] });

export const limitRange: ObjectRule = {
  id: "QF102",
  name: "limit-range",
  severity: "error",
  scope: "object",
  what: "Containers, pods and volume claims stay inside the LimitRanges of their namespace.",
  why: "The apiserver refuses a pod or claim that does not. A workload is taken all the same, and its pods never come.",
  sources: [
    "k8s.io/kubernetes plugin/pkg/admission/limitranger/admission.go",
    "https://kubernetes.io/docs/concepts/policy/limit-range/",
  ],
  failing: [
    {
      title: "a container over the largest",
      objects: [sampleDeployment(of({ memory: "16Gi" }))],
      around: [sampleLimits({ max: { memory: "8Gi" } })],
    },
    {
      title: "a request under the least",
      objects: [samplePod(of({ cpu: "1m" }))],
      around: [sampleLimits({ min: { cpu: "10m" } })],
    },
    {
      title: "a limit too far above the request",
      objects: [
        samplePod({
          containers: [sampleContainer({ resources: { requests: { memory: "64Mi" }, limits: { memory: "1Gi" } } })],
        }),
      ],
      around: [sampleLimits({ maxLimitRequestRatio: { memory: "2" } })],
    },
    {
      title: "containers that are too much together",
      objects: [
        samplePod({
          containers: ["a", "b"].map((name) => sampleContainer({ name, ...sampleResources({ cpu: "3" }) })),
        }),
      ],
      around: [sampleLimits({ max: { cpu: "4" } }, "Pod")],
    },
    {
      title: "a claim over the largest",
      objects: [sampleClaim("100Gi")],
      around: [sampleLimits({ max: { storage: "20Gi" } }, "PersistentVolumeClaim")],
    },
  ],
  passing: [
    {
      title: "as large as may be",
      objects: [samplePod(of({ memory: "8Gi" }))],
      around: [sampleLimits({ max: { memory: "8Gi" } })],
    },
    {
      title: "nothing said, and defaults that fit",
      objects: [samplePod({ containers: [sampleContainer({ resources: {} })] })],
      around: [sampleLimits({ default: { cpu: "1" }, max: { cpu: "2" } })],
    },
    {
      title: "limits of another namespace",
      objects: [samplePod(of({ cpu: "9" }))],
      around: [{ ...sampleLimits({ max: { cpu: "1" } }), metadata: { name: "limits", namespace: "other" } }],
    },
    {
      title: "a claim inside",
      objects: [sampleClaim("20Gi")],
      around: [sampleLimits({ max: { storage: "20Gi" } }, "PersistentVolumeClaim")],
    },
  ],
  *check(manifest, context) {
    const budget = budgetOf(manifest.namespace, context);
    if (budget === undefined || budget.limits.length === 0) return;
    const charge = budget.podOf(manifest);
    if (charge !== undefined) yield* podProblems(charge, budget);
    if (manifest.group === "" && manifest.kind === "PersistentVolumeClaim")
      yield* claimProblems(manifest.value, [], budget);
    for (const [index, claim] of charge?.replicas.claims.entries() ?? [])
      if (manifest.kind === "StatefulSet") yield* claimProblems(claim, ["spec", "volumeClaimTemplates", index], budget);
  },
};

function* podProblems({ pod, manifest }: PodCharge, { limits }: NamespaceBudget): Iterable<Problem> {
  for (const entry of limits) {
    if (entry.type === "Pod") {
      const whole = podForLimits(pod);
      for (const breach of breaches(entry, whole.requests, whole.limits))
        yield problem(breach, "the pod", manifest.pod?.path ?? []);
    }
    if (entry.type !== "Container") continue;
    for (const { name, path, requests, limits: own } of pod.containers)
      for (const breach of breaches(entry, requests, own)) yield problem(breach, `container ${name}`, path);
  }
}

function* claimProblems(claim: unknown, path: Path, { limits }: NamespaceBudget): Iterable<Problem> {
  if (fieldsAt(claim, "spec") === undefined) return;
  const requests = resourcesAt(claim, "spec", "resources", "requests");
  for (const entry of limits)
    if (entry.type === "PersistentVolumeClaim")
      for (const breach of breaches(entry, requests, new Map())) yield problem(breach, "the claim", [...path, "spec"]);
}

function problem({ range, resource, bound, allowed, side, seen }: Breach, who: string, path: Path): Problem {
  const most = allowed.canonical;
  const words = {
    min: `at least ${most}`,
    max: `at most ${most}`,
    ratio: `a limit of at most ${most} times the request`,
  }[bound];
  return {
    message:
      seen === undefined
        ? `${who} names no ${side} of ${resource}, for which the LimitRange ${range} wants ${words}`
        : `${side} ${resource} of ${who} breaks the LimitRange ${range}: ${words}`,
    at: { path: [...path, "resources", `${side}s`, resource], field: `${side}s.${resource}` },
    ...(seen === undefined ? {} : { seen: seen.canonical }),
    allowed: words,
    hint: `set ${side}s.${resource} to ${bound === "ratio" ? "at most that" : most}, or ask for another LimitRange`,
  };
}
