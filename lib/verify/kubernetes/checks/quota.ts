// SPDX-License-Identifier: Apache-2.0
import { fieldsAt, textAt } from "../../../manifests/index.ts";
import { differences } from "../amounts.ts";
import type { KubernetesCheck } from "../probe.ts";

export const quota: KubernetesCheck = {
  code: "VK135",
  name: "quota",
  proves: "The quota of the plan is there, and the cluster counts against it.",
  hint: "Put the quota back: bivouac up for this team. If it is there and not counted, the cluster's quota controller does not run.",
  probes: (asking) =>
    asking.planned("ResourceQuota").flatMap((planned) => {
      const name = textAt(planned, "metadata", "name") ?? "";
      const hard = fieldsAt(planned, "spec", "hard") ?? {};
      const found = asking.find(asking.path("resourcequotas", name));
      // Asked once; a failure belongs to both probes.
      found.catch(() => undefined);
      const compare =
        (...path: readonly string[]) =>
        async (): Promise<string | undefined> => {
          const live = await found;
          return live === undefined ? "no such quota" : differences(hard, fieldsAt(live, ...path) ?? {});
        };
      return [
        { probe: `quota ${name} as planned`, expected: "present" as const, ask: compare("spec", "hard") },
        { probe: `quota ${name} in force`, expected: "present" as const, ask: compare("status", "hard") },
      ];
    }),
};
