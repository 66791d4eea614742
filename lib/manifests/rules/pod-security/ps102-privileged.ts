// SPDX-License-Identifier: Apache-2.0
import { sampleContainer, samplePod } from "../../samples.ts";
import { containerHolders } from "./holders.ts";
import { standardRule } from "./standard.ts";

const withFlag = (privileged: boolean) =>
  sampleContainer({
    securityContext: { privileged, allowPrivilegeEscalation: privileged, capabilities: { drop: ["ALL"] } },
  });

export const privileged = standardRule({
  id: "PS102",
  name: "privileged",
  standard: "baseline",
  upstream: "check_privileged.go",
  what: "No container is privileged.",
  why: "A privileged container has all devices and powers of its node: who is in it is root on the node, and there with all other teams.",
  fix: "suggested",
  failing: [
    { title: "a container", objects: [samplePod({ containers: [withFlag(true)] })] },
    { title: "an init container", objects: [samplePod({ initContainers: [{ ...withFlag(true), name: "setup" }] })] },
  ],
  passing: [
    { title: "said to be false", objects: [samplePod({ containers: [withFlag(false)] })] },
    { title: "nothing said", objects: [samplePod()] },
  ],
  *check(pod) {
    for (const { who, context, path } of containerHolders(pod))
      if (context["privileged"] === true)
        yield {
          message: `${who} is privileged`,
          at: { path: [...path, "privileged"], field: "securityContext.privileged" },
          seen: "true",
          allowed: "false, or nothing",
          hint: "remove privileged and ask for what is really needed",
          fix: { title: "remove privileged", safe: false, edits: [{ op: "remove", path: [...path, "privileged"] }] },
        };
  },
});
