// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import { samplePod } from "../../samples.ts";
import { holders, word } from "./holders.ts";
import { standardRule } from "./standard.ts";

const first = ["container_t", "container_init_t", "container_kvm_t"];
const since31 = [...first, "container_engine_t"];

const options = (seLinuxOptions: object) =>
  samplePod({ securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" }, seLinuxOptions } });

export const seLinux = standardRule({
  id: "PS108",
  name: "se-linux",
  standard: "baseline",
  upstream: "check_seLinuxOptions.go",
  what: "SELinux keeps containers in a type for containers, with no user or role of their own.",
  why: "Another type, user or role takes a container out of what SELinux keeps it in: spc_t is no confinement at all.",
  fix: "suggested",
  failing: [
    { title: "a type without confinement", objects: [options({ type: "spc_t" })] },
    { title: "a user", objects: [options({ user: "system_u" })] },
    { title: "a role", objects: [options({ role: "system_r" })] },
    { title: "a type of 1.31, before", objects: [options({ type: "container_engine_t" })], settings: { minor: 30 } },
  ],
  passing: [
    { title: "a type of containers", objects: [options({ type: "container_t" })] },
    { title: "a level alone", objects: [options({ level: "s0:c123,c456" })] },
    { title: "a container engine, since 1.31", objects: [options({ type: "container_engine_t" })] },
  ],
  *check(pod, { minor }) {
    const types = minor >= 31 ? since31 : first;
    for (const { who, context, path } of holders(pod))
      for (const field of ["type", "user", "role"] as const) {
        const value = textAt(context, "seLinuxOptions", field) ?? "";
        if (value === "" || (field === "type" && types.includes(value))) continue;
        const way = [...path, "seLinuxOptions", field];
        yield {
          message:
            field === "type" ? `${who} has an SELinux type that is not allowed` : `${who} sets its SELinux ${field}`,
          at: { path: way, field: `securityContext.seLinuxOptions.${field}` },
          seen: word(value),
          allowed: field === "type" ? `${types.join(", ")}, or nothing` : "nothing",
          hint: `remove seLinuxOptions.${field}`,
          fix: { title: `remove seLinuxOptions.${field}`, safe: false, edits: [{ op: "remove", path: way }] },
        };
      }
  },
});
