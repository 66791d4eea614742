// SPDX-License-Identifier: Apache-2.0
import { at } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { samplePodSpec } from "../../samples.ts";

const job = (
  spec: Readonly<Record<string, unknown>>,
  pod: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "app" },
  spec: { ...spec, template: { spec: samplePodSpec({ restartPolicy: "Never", ...pod }) } },
});
const daily = (spec: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  apiVersion: "batch/v1",
  kind: "CronJob",
  metadata: { name: "app" },
  spec: { schedule: "@daily", jobTemplate: { spec: job(spec)["spec"] } },
});

export const jobDeadline: ObjectRule = {
  id: "KL135",
  name: "job-deadline",
  severity: "warning",
  scope: "object",
  kinds: ["Job.batch", "CronJob.batch"],
  what: "A Job has a time after which it is ended.",
  why: "A Job that hangs holds its quota until somebody looks; a CronJob of such Jobs adds one each time, or runs never again.",
  sources: ["https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup"],
  failing: [
    { title: "a Job", objects: [job({})] },
    { title: "a CronJob", objects: [daily({ backoffLimit: 1 })] },
  ],
  passing: [
    { title: "a Job with a deadline", objects: [job({ activeDeadlineSeconds: 3600 })] },
    { title: "its pod has one", objects: [job({}, { activeDeadlineSeconds: 3600 })] },
    { title: "a CronJob whose Jobs have one", objects: [daily({ activeDeadlineSeconds: 3600 })] },
  ],
  *check({ kind, value, pod }) {
    const path = kind === "CronJob" ? ["spec", "jobTemplate", "spec"] : ["spec"];
    if (
      pod === undefined ||
      at(value, ...path, "activeDeadlineSeconds") !== undefined ||
      at(pod.spec, "activeDeadlineSeconds") !== undefined
    )
      return;
    yield {
      message: "the Job may run without an end",
      at: { path: [...path, "activeDeadlineSeconds"], field: "activeDeadlineSeconds" },
      hint: "set activeDeadlineSeconds to what it takes at most",
    };
  },
};
