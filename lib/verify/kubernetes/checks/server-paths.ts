// SPDX-License-Identifier: Apache-2.0
import type { KubernetesCheck } from "../probe.ts";
import { rightProbes } from "../right-probe.ts";

const paths = ["/metrics", "/metrics/slis", "/logs", "/logs/", "/debug/pprof/", "/configz", "/*"];

export const serverPaths: KubernetesCheck = {
  code: "VK108",
  name: "server-paths",
  proves: "The team cannot read the apiserver's own metrics, logs, profiles and configuration.",
  hint: "Remove the ClusterRole with these nonResourceURLs from the team or its groups.",
  probes: (asking) =>
    rightProbes(
      asking,
      paths.map((url) => ({ verb: "get", url })),
      "refused",
    ),
};
