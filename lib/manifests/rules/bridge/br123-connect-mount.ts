// SPDX-License-Identifier: Apache-2.0
import { listAt, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { connectKind } from "./connect.ts";
import { sampleConnect } from "./samples.ts";

const at = (mountPath: string): ReturnType<typeof sampleConnect> =>
  sampleConnect({ template: { connectContainer: { volumeMounts: [{ name: "es-ca", mountPath }] } } });

export const connectMount: ObjectRule = {
  id: "BR123",
  name: "connect-mount",
  severity: "error",
  scope: "object",
  kinds: [connectKind],
  what: "Further volumes of Connect's workers are mounted below /mnt.",
  why: "Strimzi refuses the object: the workers are not made, or stay as they were, and the status says why.",
  sources: ["https://strimzi.io/docs/operators/latest/deploying#con-additional-volumes-str"],
  failing: [
    { title: "in the home of the image", objects: [at("/opt/kafka/es-ca")] },
    { title: "out of it again", objects: [at("/mnt/../etc/es-ca")] },
  ],
  passing: [
    { title: "below /mnt", objects: [at("/mnt/es-ca")] },
    { title: "no volumes", objects: [sampleConnect({ template: undefined })] },
  ],
  *check({ value }) {
    for (const container of ["connectContainer", "initContainer"])
      for (const [index, each] of listAt(value, "spec", "template", container, "volumeMounts").entries()) {
        const path = textAt(each, "mountPath") ?? "";
        if (path.startsWith("/mnt/") && !path.split("/").includes("..")) continue;
        yield {
          message: `${path} is not below /mnt`,
          at: { path: ["spec", "template", container, "volumeMounts", index, "mountPath"], field: "mountPath" },
          seen: path,
          allowed: "/mnt/…",
          hint: `write /mnt/${path.split("/").findLast((step) => step !== "" && step !== "..") ?? textAt(each, "name") ?? "files"}`,
        };
      }
  },
};
