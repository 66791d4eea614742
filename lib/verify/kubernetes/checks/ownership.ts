// SPDX-License-Identifier: Apache-2.0
import { textsAt } from "../../../manifests/index.ts";
import type { KubernetesCheck } from "../probe.ts";
import { labelProbes } from "../label-probes.ts";

export const ownership: KubernetesCheck = {
  code: "VK132",
  name: "ownership",
  proves: "The namespace says whose it is: the event's rules select it by these labels, and destroy finds it by them.",
  hint: "Put the labels back: bivouac up for this team. Without them the event's admission policies do not hold there.",
  probes(asking) {
    const wanted = textsAt(asking.planned("Namespace")[0], "metadata", "labels");
    return labelProbes(
      asking,
      Object.entries(wanted).filter(([key]) => !key.startsWith("pod-security.kubernetes.io/")),
    );
  },
};
