// SPDX-License-Identifier: Apache-2.0
import { show } from "../../../model/light.ts";
import { sampleContainer, samplePod } from "../../samples.ts";
import { containerHolders, isExemptWindows } from "./holders.ts";
import { standardRule } from "./standard.ts";

const container = (securityContext: object) =>
  sampleContainer({ securityContext: { capabilities: { drop: ["ALL"] }, ...securityContext } });

export const privilegeEscalation = standardRule({
  id: "PS202",
  name: "privilege-escalation",
  standard: "restricted",
  upstream: "check_allowPrivilegeEscalation.go",
  since: 8,
  what: "Every container says that its processes gain no privileges.",
  why: "Else a program with the set-user-id bit, such as sudo or mount, makes root of any user in the container.",
  fix: "suggested",
  failing: [
    { title: "nothing said", objects: [samplePod({ containers: [container({})] })] },
    { title: "allowed", objects: [samplePod({ containers: [container({ allowPrivilegeEscalation: true })] })] },
  ],
  passing: [
    {
      title: "said to be false",
      objects: [samplePod({ containers: [container({ allowPrivilegeEscalation: false })] })],
    },
    {
      title: "at baseline",
      objects: [samplePod({ containers: [container({})] })],
      settings: { podSecurity: "baseline" },
    },
    {
      title: "Windows has no such bit",
      objects: [
        samplePod({
          os: { name: "windows" },
          securityContext: { runAsNonRoot: true },
          containers: [{ name: "app", image: "registry.example.org/app:1" }],
        }),
      ],
    },
  ],
  *check(pod, { minor }) {
    if (isExemptWindows(pod, minor)) return;
    for (const { who, context, path } of containerHolders(pod)) {
      const value = context["allowPrivilegeEscalation"];
      if (value === false) continue;
      const way = [...path, "allowPrivilegeEscalation"];
      yield {
        message: `${who} ${value === true ? "lets its processes" : "does not forbid its processes to"} gain privileges`,
        at: { path: way, field: "securityContext.allowPrivilegeEscalation" },
        seen: value === undefined || value === null ? undefined : show(value),
        allowed: "false",
        hint: "set allowPrivilegeEscalation: false",
        fix: {
          title: "set allowPrivilegeEscalation: false",
          safe: false,
          edits: [{ op: "set", path: way, value: false }],
        },
      };
    }
  },
});
