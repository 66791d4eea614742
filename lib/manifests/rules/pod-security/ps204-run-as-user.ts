// SPDX-License-Identifier: Apache-2.0
import { sampleContainer, samplePod } from "../../samples.ts";
import { holders, isInUserNamespace } from "./holders.ts";
import { standardRule } from "./standard.ts";

const pod = (runAsUser: number, over: object = {}) =>
  samplePod({
    securityContext: { seccompProfile: { type: "RuntimeDefault" }, runAsUser },
    ...over,
  });

export const runAsUser = standardRule({
  id: "PS204",
  name: "run-as-user",
  standard: "restricted",
  upstream: "check_runAsUser.go",
  since: 23,
  what: "No container runs as user 0, unless it is in a user namespace.",
  why: "User 0 is root, whatever the image says. Together with runAsNonRoot the container would not even start.",
  fix: "suggested",
  failing: [
    { title: "the pod", objects: [pod(0)] },
    {
      title: "a container",
      objects: [
        samplePod({
          containers: [
            sampleContainer({
              securityContext: { runAsUser: 0, allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
            }),
          ],
        }),
      ],
    },
  ],
  passing: [
    { title: "another user", objects: [samplePod()] },
    { title: "in a user namespace", objects: [pod(0, { hostUsers: false })] },
  ],
  *check(each, { minor }) {
    if (isInUserNamespace(each, minor)) return;
    for (const { who, context, path } of holders(each))
      if (context["runAsUser"] === 0) {
        const way = [...path, "runAsUser"];
        yield {
          message: `${who} runs as root`,
          at: { path: way, field: "securityContext.runAsUser" },
          seen: "0",
          allowed: "1 and above, or nothing: then the image says",
          hint: "remove runAsUser, or set a user that the image's files belong to",
          fix: { title: "remove runAsUser", safe: false, edits: [{ op: "remove", path: way }] },
        };
      }
  },
});
