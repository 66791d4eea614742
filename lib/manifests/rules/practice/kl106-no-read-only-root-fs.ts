// SPDX-License-Identifier: Apache-2.0
import { flagAt, textAt } from "../../fields.ts";
import type { ContainerRule } from "../../rule.ts";
import { sampleContainer, samplePod } from "../../samples.ts";

const pod = (securityContext: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  samplePod({ containers: [sampleContainer({ securityContext })] });

export const noReadOnlyRootFs: ContainerRule = {
  id: "KL106",
  name: "no-read-only-root-fs",
  severity: "info",
  scope: "container",
  what: "A container's root file system is read-only.",
  why: "Whoever gets into the process can otherwise change its programs, and what it writes there fills the node's disk.",
  sources: [
    "kube-linter no-read-only-root-fs",
    "https://kubernetes.io/docs/concepts/security/application-security-checklist/",
  ],
  fix: "suggested",
  failing: [
    { title: "nothing said", objects: [pod({})] },
    { title: "said to be writable", objects: [pod({ readOnlyRootFilesystem: false })] },
  ],
  passing: [
    { title: "read-only", objects: [samplePod()] },
    {
      title: "Windows knows no such thing",
      objects: [samplePod({ os: { name: "windows" }, containers: [{ name: "a" }] })],
    },
  ],
  *check({ kind, value, path }, { spec }) {
    if (kind === "ephemeral" || textAt(spec, "os", "name") === "windows") return;
    if (flagAt(value, "securityContext", "readOnlyRootFilesystem") === true) return;
    const place = [...path, "securityContext", "readOnlyRootFilesystem"];
    yield {
      message: "the root file system can be written",
      at: { path: place, field: "readOnlyRootFilesystem" },
      hint: "set it to true and mount an emptyDir where the process writes",
      fix: { title: "make it read-only", safe: false, edits: [{ op: "set", path: place, value: true }] },
    };
  },
};
