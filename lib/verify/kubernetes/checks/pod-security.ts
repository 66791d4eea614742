// SPDX-License-Identifier: Apache-2.0
import { textsAt } from "../../../manifests/index.ts";
import type { KubernetesCheck } from "../probe.ts";
import { labelProbes } from "../label-probes.ts";

export const podSecurity: KubernetesCheck = {
  code: "VK131",
  name: "pod-security",
  proves: "The namespace enforces the Pod Security Standard of the plan.",
  hint: "Put the labels back: bivouac up for this team; until then pods can reach the node. Look for pods that came in meanwhile.",
  probes(asking) {
    const wanted = textsAt(asking.planned("Namespace")[0], "metadata", "labels");
    return labelProbes(
      asking,
      Object.entries(wanted).filter(([key]) => key.startsWith("pod-security.kubernetes.io/")),
    );
  },
};
