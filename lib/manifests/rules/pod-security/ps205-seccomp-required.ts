// SPDX-License-Identifier: Apache-2.0
import { fieldsAt } from "../../fields.ts";
import { sampleContainer, samplePod } from "../../samples.ts";
import { containerHolders, isExemptWindows, listed, podHolder } from "./holders.ts";
import { standardRule } from "./standard.ts";

const pod = (over: object = {}) => samplePod({ securityContext: { runAsNonRoot: true }, ...over });
const confined = sampleContainer({
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
  },
});

export const seccompRequired = standardRule({
  id: "PS205",
  name: "seccomp-required",
  standard: "restricted",
  upstream: "check_seccompProfile_restricted.go",
  since: 19,
  what: "The pod or each of its containers names a seccomp profile.",
  why: "Where nothing is said the kubelet lets a container call all of the kernel, unless its administrators changed that.",
  fix: "suggested",
  failing: [
    { title: "nothing said", objects: [pod()] },
    {
      title: "one container of two",
      objects: [pod({ containers: [confined], initContainers: [sampleContainer({ name: "setup" })] })],
    },
  ],
  passing: [
    { title: "said by the pod", objects: [samplePod()] },
    { title: "said by each container", objects: [pod({ containers: [confined] })] },
    { title: "at baseline", objects: [pod()], settings: { podSecurity: "baseline" } },
  ],
  *check(each, { minor }) {
    const { context, path } = podHolder(each);
    // A profile of the pod counts for all; PS110 says when it is a wrong one.
    if (isExemptWindows(each, minor) || fieldsAt(context, "seccompProfile") !== undefined) return;
    const silent = containerHolders(each).filter((one) => fieldsAt(one.context, "seccompProfile") === undefined);
    if (silent.length === 0) return;
    yield {
      message: `nothing names a seccomp profile for ${listed(silent.map(({ who }) => who))}`,
      at: { path: [...path, "seccompProfile"], field: "securityContext.seccompProfile.type" },
      allowed: "RuntimeDefault, Localhost",
      hint: "set seccompProfile.type: RuntimeDefault in the pod's securityContext",
      fix: {
        title: "set seccompProfile.type: RuntimeDefault",
        safe: false,
        edits: [{ op: "set", path: [...path, "seccompProfile", "type"], value: "RuntimeDefault" }],
      },
    };
  },
});
