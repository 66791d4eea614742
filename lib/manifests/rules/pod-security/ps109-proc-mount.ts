// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import { textAt } from "../../fields.ts";
import type { Pod } from "../../pod.ts";
import { sampleContainer, samplePod } from "../../samples.ts";
import { containerHolders, isInUserNamespace, word } from "./holders.ts";
import { standardRule } from "./standard.ts";

/** A pod of one container with this proc mount. */
export const procMountPod = (procMount: string, over: object = {}) =>
  samplePod({
    ...over,
    containers: [
      sampleContainer({
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, procMount },
      }),
    ],
  });

/** Containers that see more of /proc than usual. */
export function* unmasked(pod: Pod): Iterable<Problem> {
  for (const { who, context, path } of containerHolders(pod)) {
    const value = textAt(context, "procMount");
    if (value === undefined || value === "Default") continue;
    const way = [...path, "procMount"];
    yield {
      message: `${who} sees what is masked in /proc`,
      at: { path: way, field: "securityContext.procMount" },
      seen: word(value),
      allowed: "Default, or nothing",
      hint: "remove procMount",
      fix: { title: "remove procMount", safe: false, edits: [{ op: "remove", path: way }] },
    };
  }
}

export const procMount = standardRule({
  id: "PS109",
  name: "proc-mount",
  standard: "baseline",
  upstream: "check_procMount_baseline.go",
  what: "Containers see /proc with the usual masks, unless they are in a user namespace.",
  why: "Without the masks a container reads and changes settings of the node's kernel. Since 1.35 a pod with hostUsers: false may, as its root is nobody outside.",
  fix: "suggested",
  failing: [
    { title: "unmasked", objects: [procMountPod("Unmasked")] },
    {
      title: "unmasked in a user namespace, before 1.35",
      objects: [procMountPod("Unmasked", { hostUsers: false })],
      settings: { minor: 34 },
    },
  ],
  passing: [
    { title: "masked", objects: [procMountPod("Default")] },
    {
      title: "unmasked in a user namespace, at baseline",
      objects: [procMountPod("Unmasked", { hostUsers: false })],
      settings: { podSecurity: "baseline" },
    },
  ],
  *check(pod, { minor }) {
    if (!isInUserNamespace(pod, minor)) yield* unmasked(pod);
  },
});
