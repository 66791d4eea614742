// SPDX-License-Identifier: Apache-2.0
import { fieldsAt, isFields, listAt, textAt } from "../../../manifests/index.ts";
import { differences } from "../amounts.ts";
import type { KubernetesCheck } from "../probe.ts";

export const limitRange: KubernetesCheck = {
  code: "VK136",
  name: "limit-range",
  proves: "The limits of the plan are there: what a container gets without asking, and the most that it may ask for.",
  hint: "Put the LimitRange back: bivouac up for this team.",
  probes: (asking) =>
    asking.planned("LimitRange").map((planned) => {
      const name = textAt(planned, "metadata", "name") ?? "";
      return {
        probe: `limit range ${name} as planned`,
        expected: "present",
        async ask() {
          const live = await asking.find(asking.path("limitranges", name));
          if (live === undefined) return "no such limit range";
          const found = listAt(live, "spec", "limits");
          const all = listAt(planned, "spec", "limits").flatMap((limit) => {
            if (!isFields(limit)) return [];
            const type = textAt(limit, "type") ?? "";
            const other = found.find((each) => textAt(each, "type") === type);
            return Object.keys(limit)
              .filter((key) => key !== "type")
              .flatMap((key) => {
                const said = differences(fieldsAt(limit, key) ?? {}, fieldsAt(other, key) ?? {});
                return said === undefined ? [] : [`${type} ${key}: ${said}`];
              });
          });
          return all.length === 0 ? undefined : all.join("; ");
        },
      };
    }),
};
