// SPDX-License-Identifier: Apache-2.0
import { listAt } from "../../fields.ts";
import { sampleContainer, samplePod } from "../../samples.ts";
import { containerHolders, word } from "./holders.ts";
import { standardRule } from "./standard.ts";

/** What a container runtime grants by itself, without NET_RAW. */
export const ordinaryCapabilities: ReadonlySet<string> = new Set([
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
]);

/** What restricted lets containers add since 1.22. */
const restrictedCapabilities: ReadonlySet<string> = new Set(["NET_BIND_SERVICE"]);

const adding = (...add: readonly string[]) =>
  samplePod({
    containers: [
      sampleContainer({ securityContext: { allowPrivilegeEscalation: false, capabilities: { add, drop: ["ALL"] } } }),
    ],
  });

export const addedCapabilities = standardRule({
  id: "PS103",
  name: "added-capabilities",
  standard: "baseline",
  upstream: "check_capabilities_baseline.go",
  what: "Containers add no capabilities beyond the ordinary ones of a container.",
  why: "With NET_ADMIN, SYS_ADMIN and their like a container changes networks and mounts of its node; NET_RAW forges packets of others.",
  fix: "suggested",
  failing: [
    { title: "the network's administrator", objects: [adding("NET_ADMIN")] },
    { title: "raw packets", objects: [adding("NET_BIND_SERVICE", "NET_RAW")] },
    { title: "the prefix belongs to C, not to Kubernetes", objects: [adding("CAP_NET_BIND_SERVICE")] },
  ],
  passing: [
    { title: "ports below 1024", objects: [adding("NET_BIND_SERVICE")] },
    { title: "nothing added", objects: [adding()] },
    { title: "an ordinary one, at baseline", objects: [adding("CHOWN")], settings: { podSecurity: "baseline" } },
  ],
  *check(pod, { level, minor }) {
    const allowed = level === "restricted" && minor >= 22 ? restrictedCapabilities : ordinaryCapabilities;
    for (const { who, context, path } of containerHolders(pod))
      for (const [index, name] of listAt(context, "capabilities", "add").entries())
        if (typeof name === "string" && !ordinaryCapabilities.has(name)) {
          const way = [...path, "capabilities", "add", index];
          const bare = name.toUpperCase().replace(/^CAP_/, "");
          // Runtimes put CAP_ before the name as it stands: CAP_CAP_CHOWN is nothing that there is.
          const meant = allowed.has(bare) ? bare : undefined;
          yield {
            message: `${who} adds the capability ${word(name)}`,
            at: { path: way, field: "securityContext.capabilities.add" },
            seen: word(name),
            allowed: meant ?? [...allowed].join(", "),
            hint: meant === undefined ? "do without it" : `write ${meant}`,
            fix: {
              title: meant === undefined ? `remove ${word(name)}` : `write ${meant}`,
              safe: false,
              edits: [meant === undefined ? { op: "remove", path: way } : { op: "set", path: way, value: meant }],
            },
          };
        }
  },
});
