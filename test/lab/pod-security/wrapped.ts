// SPDX-License-Identifier: Apache-2.0
import { at, type Fields } from "../../../lib/manifests/index.ts";

const labels = { app: "app" };
const selector = { matchLabels: labels };

/** All kinds that make pods, each around the same pod. */
export function wrapped(pod: Fields): Fields[] {
  const template = {
    metadata: { labels, annotations: at(pod, "metadata", "annotations") ?? {} },
    spec: at(pod, "spec"),
  };
  // Jobs take no pods that are always restarted, which is what says nothing.
  const once = { ...template, spec: { ...(template.spec as Fields), restartPolicy: "Never" } };
  const object = (apiVersion: string, kind: string, spec: Fields): Fields => ({
    apiVersion,
    kind,
    metadata: { name: "app" },
    spec,
  });
  return [
    object("apps/v1", "Deployment", { selector, template }),
    object("apps/v1", "StatefulSet", { selector, serviceName: "app", template }),
    object("apps/v1", "DaemonSet", { selector, template }),
    object("apps/v1", "ReplicaSet", { selector, template }),
    object("batch/v1", "Job", { template: once }),
    object("batch/v1", "CronJob", { schedule: "0 0 * * *", jobTemplate: { spec: { template: once } } }),
    object("v1", "ReplicationController", { selector: labels, template }),
    { apiVersion: "v1", kind: "PodTemplate", metadata: { name: "app" }, template },
  ];
}
