// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import { textsAt } from "../../fields.ts";
import type { Pod } from "../../pod.ts";
import { samplePod } from "../../samples.ts";
import { word } from "./holders.ts";
import { profileProblems } from "./profiles.ts";
import { standardRule } from "./standard.ts";

const podAnnotation = "seccomp.security.alpha.kubernetes.io/pod";
const prefix = "container.seccomp.security.alpha.kubernetes.io/";

const profile = (seccompProfile: object) => samplePod({ securityContext: { runAsNonRoot: true, seccompProfile } });
const annotatedPod = samplePod(
  { securityContext: { runAsNonRoot: true } },
  { annotations: { [podAnnotation]: "unconfined" } },
);

export const seccompProfile = standardRule({
  id: "PS110",
  name: "seccomp-profile",
  standard: "baseline",
  upstream: "check_seccompProfile_baseline.go",
  what: "Seccomp is not switched off.",
  why: "Without a profile a container may call all of the node's kernel; most ways out of a container begin with a call that the runtime's profile closes.",
  fix: "suggested",
  failing: [
    { title: "unconfined", objects: [profile({ type: "Unconfined" })] },
    {
      title: "unconfined by annotation, before 1.19",
      objects: [annotatedPod],
      settings: { minor: 18 },
    },
  ],
  passing: [
    { title: "the runtime's", objects: [profile({ type: "RuntimeDefault" })] },
    { title: "one of the node's", objects: [profile({ type: "Localhost", localhostProfile: "app.json" })] },
    {
      title: "the annotation says nothing any more",
      objects: [annotatedPod],
      settings: { podSecurity: "baseline" },
    },
  ],
  *check(pod, { minor }) {
    yield* minor < 19 ? annotated(pod) : profileProblems(pod, "seccompProfile", "a seccomp profile");
  },
});

/** Until 1.18 seccomp had no fields. */
function* annotated(pod: Pod): Iterable<Problem> {
  const keys = [podAnnotation, ...pod.containers.map(({ name }) => prefix + name)];
  const annotations = textsAt(pod.metadata, "annotations");
  for (const key of keys) {
    const value = Object.hasOwn(annotations, key) ? annotations[key] : undefined;
    if (
      value === undefined ||
      value === "runtime/default" ||
      value === "docker/default" ||
      value.startsWith("localhost/")
    )
      continue;
    const path = [...pod.metadataPath, "annotations", key];
    yield {
      message: "an annotation gives a seccomp profile that is not allowed",
      at: { path, field: `metadata.annotations.${key}` },
      seen: word(value),
      allowed: "runtime/default, docker/default, localhost/<profile>",
      hint: "set it to runtime/default",
      fix: { title: "set it to runtime/default", safe: false, edits: [{ op: "set", path, value: "runtime/default" }] },
    };
  }
}
