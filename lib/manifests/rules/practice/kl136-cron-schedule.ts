// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { cronFault } from "./cron.ts";

const cron = (schedule: string): Readonly<Record<string, unknown>> => ({
  apiVersion: "batch/v1",
  kind: "CronJob",
  metadata: { name: "app" },
  spec: { schedule, jobTemplate: { spec: { activeDeadlineSeconds: 60 } } },
});

export const cronSchedule: ObjectRule = {
  id: "KL136",
  name: "cron-schedule",
  severity: "error",
  scope: "object",
  kinds: ["CronJob.batch"],
  what: "A CronJob's schedule is one that Kubernetes reads.",
  why: "The apiserver refuses the CronJob.",
  sources: [
    "kube-linter invalid-cron-schedule",
    "github.com/robfig/cron/v3 parser.go",
    "kubernetes pkg/apis/batch/validation/validation.go",
  ],
  failing: [
    { title: "four fields", objects: [cron("0 3 * *")] },
    { title: "@reboot", objects: [cron("@reboot")] },
    { title: "Sunday is 0", objects: [cron("0 3 * * 7")] },
  ],
  passing: [
    { title: "steps and names", objects: [cron("*/15 8-18 * jan-jun mon,wed")] },
    { title: "a macro", objects: [cron("@every 1h30m")] },
  ],
  *check({ value }) {
    const schedule = textAt(value, "spec", "schedule");
    const fault = schedule === undefined ? undefined : cronFault(schedule);
    if (schedule === undefined || fault === undefined) return;
    yield {
      message: `the schedule is not read: ${fault}`,
      at: { path: ["spec", "schedule"], field: "schedule" },
      seen: schedule.slice(0, 100),
      allowed:
        "five fields: minute hour day month weekday (0 to 6), or @hourly @daily @weekly @monthly @yearly @every 1h",
    };
  },
};
