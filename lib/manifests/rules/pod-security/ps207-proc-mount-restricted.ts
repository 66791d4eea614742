// SPDX-License-Identifier: Apache-2.0
import { isInUserNamespace } from "./holders.ts";
import { procMountPod, unmasked } from "./ps109-proc-mount.ts";
import { standardRule } from "./standard.ts";

export const procMountRestricted = standardRule({
  id: "PS207",
  name: "proc-mount-restricted",
  standard: "restricted",
  upstream: "check_procMount_restricted.go",
  since: 35,
  what: "Containers see /proc with the usual masks, in a user namespace too.",
  why: "What PS109 lets pass for pods in a user namespace, restricted still refuses: an unmasked /proc is one fault of the kernel away from the node.",
  fix: "suggested",
  failing: [
    { title: "in a user namespace", objects: [procMountPod("Unmasked", { hostUsers: false })] },
    {
      title: "in a user namespace, as another user",
      objects: [
        procMountPod("Unmasked", {
          hostUsers: false,
          securityContext: { runAsUser: 65_534, seccompProfile: { type: "RuntimeDefault" } },
        }),
      ],
    },
  ],
  passing: [
    { title: "masked", objects: [procMountPod("Default", { hostUsers: false })] },
    {
      title: "at baseline",
      objects: [procMountPod("Unmasked", { hostUsers: false })],
      settings: { podSecurity: "baseline" },
    },
  ],
  *check(pod, { minor }) {
    if (isInUserNamespace(pod, minor)) yield* unmasked(pod);
  },
});
