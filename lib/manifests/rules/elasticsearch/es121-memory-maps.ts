// SPDX-License-Identifier: Apache-2.0
import { listAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { readFlag } from "./flat-settings.ts";
import { elasticsearchKind } from "./kinds.ts";
import { labelOf, type NodeSet, nodeSetsOf, settingPath } from "./node-sets.ts";
import { sampleNodes } from "./samples.ts";

const config = { "node.roles": ["master", "data"] };

export const memoryMaps: ObjectRule = {
  id: "ES121",
  name: "memory-maps",
  severity: "warning",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "node.store.allow_mmap is false, unless something raises vm.max_map_count of the machine.",
  why:
    "With memory maps a node checks when it starts that the kernel allows 262144 of them, or more in later versions, and ends if not. " +
    "To raise it takes a privileged container, which a restricted namespace refuses, or the organizers on every machine.",
  sources: [
    "https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/virtual-memory",
    "https://www.elastic.co/docs/deploy-manage/deploy/self-managed/bootstrap-checks#_maximum_map_count_check",
  ],
  failing: [
    { title: "nothing said", objects: [sampleNodes({ config })] },
    { title: "asked for", objects: [sampleNodes({ config: { ...config, node: { store: { allow_mmap: true } } } })] },
  ],
  passing: [
    { title: "off", objects: [sampleNodes({ config: { ...config, node: { store: { allow_mmap: false } } } })] },
    {
      title: "a container raises it, which other rules judge",
      objects: [
        sampleNodes({
          config,
          podTemplate: {
            spec: {
              initContainers: [
                {
                  name: "sysctl",
                  securityContext: { privileged: true, runAsUser: 0 },
                  command: ["sh", "-c", "sysctl -w vm.max_map_count=1048576"],
                },
              ],
            },
          },
        }),
      ],
    },
  ],
  *check(manifest, { set }) {
    for (const each of nodeSetsOf(manifest, set)) {
      if (readFlag(each.settings.get(setting)) === false || raisesIt(each)) continue;
      const said = each.settings.has(setting);
      yield {
        message: `${labelOf(each)} uses memory maps, for which the machine must allow enough`,
        at: { path: settingPath(each, setting), field: setting },
        seen: said ? `${setting}: true` : undefined,
        allowed: `${setting}: false`,
        hint: `set ${setting} to false, or ask the organizers whether vm.max_map_count is raised on all machines`,
      };
    }
  },
};

const setting = "node.store.allow_mmap";

function raisesIt({ value }: NodeSet): boolean {
  return listAt(value, "podTemplate", "spec", "initContainers").some((container) =>
    [...listAt(container, "command"), ...listAt(container, "args")].some(
      (word) => typeof word === "string" && word.includes("vm.max_map_count"),
    ),
  );
}
