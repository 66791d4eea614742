// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";

const scope = "aggregate_instance_extra_specs:";

export const mustHaveAggregate: FlavorRule = {
  id: "FL601",
  name: "must-have-aggregate",
  scope: "flavor",
  severity: "error",
  profiles: ["wikimedia"],
  what: "Every flavor names the aggregate of hosts that it runs on: at least one aggregate_instance_extra_specs: key.",
  why: "Without one its VMs are scheduled to any host, also to one that is held back as a spare or taken out of service.",
  sources: ["wikitech: Portal:Cloud VPS/Admin/VM flavors", "Wikimedia Phabricator T259542"],
  *check(flavor) {
    if (flavor.specsOpen) return;
    const { specs } = flavor.definition;
    if (specs.some(({ key }) => key.startsWith(scope) && key.length > scope.length)) return;
    const near = specs.find(({ key }) => key.toLowerCase().startsWith("aggregate_instance_extra_spec"));
    yield {
      message: "no aggregate: the flavor may run on any host",
      at: near ? flavor.atSpecKey(near.key) : flavor.here,
      ...(near ? { seen: near.key } : {}),
      allowed: `a key that starts with ${scope}`,
      hint: `add ${scope}<key of the aggregate's metadata>, for example ${scope}ceph: "true"`,
    };
  },
  failing: [
    { title: "no extra spec at all", flavors: [{}] },
    { title: "a dot for the colon", flavors: [{ extraSpecs: { "aggregate_instance_extra_specs.ceph": "true" } }] },
  ],
  passing: [
    { title: "an aggregate", flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:localdisk": "true" } }] },
    {
      title: "an aggregate that is not the first key",
      flavors: [{ extraSpecs: { "quota:disk_read_iops_sec": "5000", "aggregate_instance_extra_specs:gpu": "a100" } }],
    },
  ],
};
