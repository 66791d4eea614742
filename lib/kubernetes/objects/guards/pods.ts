// SPDX-License-Identifier: Apache-2.0
import { writes, type ResourceRule } from "./guard.ts";

// Guards of pods look at the templates of workloads too, so that the author is told at once and not by a ReplicaSet's events.

export const podHolders: readonly ResourceRule[] = [
  writes("", "pods", "pods/ephemeralcontainers", "podtemplates", "replicationcontrollers"),
  writes("apps", "deployments", "statefulsets", "daemonsets", "replicasets"),
  writes("batch", "jobs", "cronjobs"),
];

/** The pod's specification inside `object`, whatever kind holds it; an empty one when there is none. */
function podSpec(object: string): string {
  const spec = (...path: readonly string[]): string =>
    `dyn(${object})${path.map((step) => `.?${step}`).join("")}.orValue({})`;
  return (
    `${object} == null ? dyn({}) : request.kind.kind == 'Pod' ? ${spec("spec")} : ` +
    `request.kind.kind == 'PodTemplate' ? ${spec("template", "spec")} : ` +
    `request.kind.kind == 'CronJob' ? ${spec("spec", "jobTemplate", "spec", "template", "spec")} : ` +
    spec("spec", "template", "spec")
  );
}

/** `pod` as it shall be, `before` as it was. */
export const podVariables: Readonly<Record<string, string>> = {
  pod: podSpec("object"),
  before: podSpec("oldObject"),
};

/**
 * What `refused` finds in the pod and did not find before. A pod or template from before the guard can still be scaled down, labelled and
 * removed.
 */
export function news(refused: (pod: string) => string): string {
  return `${refused("variables.pod")}.filter(v, !(v in ${refused("variables.before")}))`;
}
