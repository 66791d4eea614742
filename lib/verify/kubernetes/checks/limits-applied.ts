// SPDX-License-Identifier: Apache-2.0
import { LiveError } from "../../../live/index.ts";
import { fieldsAt, listAt } from "../../../manifests/index.ts";
import { differences } from "../amounts.ts";
import { NotAsked } from "../not-asked.ts";
import type { KubernetesCheck } from "../probe.ts";
import { container, plannedLimit, pod } from "../samples.ts";

export const limitsApplied: KubernetesCheck = {
  code: "VK142",
  name: "limits-applied",
  proves: "A container that names no limits gets those of the plan.",
  hint: "Put the LimitRange back: bivouac up for this team. A second one may contradict it: kubectl get limitranges.",
  probes(asking) {
    const defaults = fieldsAt(plannedLimit(asking.team, "Container"), "default");
    if (defaults === undefined) return [];
    const { resources: _, ...bare } = container(asking.team);
    return [
      {
        probe: "create a pod without limits",
        expected: "allowed",
        async ask() {
          try {
            const made = await asking.dryRun({
              method: "POST",
              path: asking.path("pods"),
              body: pod(asking.team, { containers: [bare] }),
            });
            return differences(defaults, fieldsAt(listAt(made, "spec", "containers")[0], "resources", "limits") ?? {});
          } catch (error) {
            if (!(error instanceof LiveError) || error.details.status !== 403) throw error;
            if (error.message.includes("exceeded quota")) throw new NotAsked(`the quota is used up: ${error.message}`);
            return `refused: ${error.message}`;
          }
        },
      },
    ];
  },
};
