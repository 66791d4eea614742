// SPDX-License-Identifier: Apache-2.0
import { textsAt } from "../../fields.ts";
import { samplePod } from "../../samples.ts";
import { word } from "./holders.ts";
import { profileProblems } from "./profiles.ts";
import { standardRule } from "./standard.ts";

const prefix = "container.apparmor.security.beta.kubernetes.io/";

const profile = (appArmorProfile: object) =>
  samplePod({
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" }, appArmorProfile },
  });

export const appArmor = standardRule({
  id: "PS107",
  name: "app-armor",
  standard: "baseline",
  upstream: "check_appArmorProfile.go",
  what: "AppArmor is not switched off.",
  why: "Without the runtime's profile a container may mount and write to what the profile closes, on every node that has AppArmor.",
  fix: "suggested",
  failing: [
    { title: "unconfined", objects: [profile({ type: "Unconfined" })] },
    {
      title: "unconfined by annotation",
      objects: [samplePod({}, { annotations: { [`${prefix}app`]: "unconfined" } })],
    },
  ],
  passing: [
    { title: "the runtime's", objects: [profile({ type: "RuntimeDefault" })] },
    { title: "one of the node's", objects: [profile({ type: "Localhost", localhostProfile: "app" })] },
    {
      title: "the runtime's by annotation",
      objects: [samplePod({}, { annotations: { [`${prefix}app`]: "runtime/default" } })],
    },
  ],
  *check(pod) {
    yield* profileProblems(pod, "appArmorProfile", "an AppArmor profile");
    for (const [key, value] of Object.entries(textsAt(pod.metadata, "annotations"))) {
      if (!key.startsWith(prefix) || value === "" || value === "runtime/default" || value.startsWith("localhost/"))
        continue;
      const path = [...pod.metadataPath, "annotations", key];
      yield {
        message: `an annotation gives container "${word(key.slice(prefix.length))}" an AppArmor profile that is not allowed`,
        at: { path, field: `metadata.annotations.${key}` },
        seen: word(value),
        allowed: "runtime/default, localhost/<profile>",
        hint: "remove the annotation",
        fix: { title: "remove the annotation", safe: false, edits: [{ op: "remove", path }] },
      };
    }
  },
});
