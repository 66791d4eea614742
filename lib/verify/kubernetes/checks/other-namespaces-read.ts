// SPDX-License-Identifier: Apache-2.0
import { LiveError } from "../../../live/index.ts";
import type { KubernetesCheck } from "../probe.ts";

const readable = ["secrets", "configmaps", "pods"];

/** The authorizer's word is one thing, an answer with another team's secrets another. */
export const otherNamespacesRead: KubernetesCheck = {
  code: "VK110",
  name: "other-namespaces-read",
  proves: "Asked for the secrets, configuration and pods of another team, the cluster really refuses.",
  hint: "Rotate what could be read, then remove the binding that let the team in: kubectl get rolebindings,clusterrolebindings -A -o wide.",
  probes: (asking) =>
    asking.team.others.flatMap((namespace) =>
      readable.map((resource) => ({
        probe: `GET ${resource} of ${namespace}`,
        expected: "refused",
        async ask() {
          try {
            await asking.get(`${asking.path(resource, undefined, namespace)}?limit=1`);
            return "answered";
          } catch (error) {
            if (error instanceof LiveError && error.fault === "forbidden") return undefined;
            throw error;
          }
        },
      })),
    ),
};
