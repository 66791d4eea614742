// SPDX-License-Identifier: Apache-2.0
import { Unresolved } from "../../definition.ts";
import type { UsageRule } from "../../rule.ts";
import { perPlace } from "../../usage/places.ts";

export const unknownAtPlanTime: UsageRule = {
  id: "FL815",
  name: "unknown-at-plan-time",
  scope: "usage",
  severity: "info",
  what: "What a used flavor has is known before the run; what only a run of Terraform or Pulumi knows is said to be not checked.",
  why: "A value that nobody could look at must not pass for a good one.",
  sources: ["pulumi#3950: unknown values at preview"],
  *check(usage) {
    yield* perPlace(usage, function* ({ group, flavor, at }) {
      if (flavor === undefined) return;
      const open = [
        ...(["vcpus", "ram", "disk", "ephemeral", "swap"] as const).filter((field) => flavor.unresolved(field)),
        ...flavor.definition.specs.filter(({ value }) => value instanceof Unresolved).map(({ key }) => key),
        ...(flavor.definition.openSpecs === undefined ? [] : ["extra specs"]),
      ];
      if (open.length === 0) return;
      yield {
        message: `not checked: of the flavor ${group.flavor} only a run knows ${open.join(", ")}`,
        at: at("flavor"),
        seen: group.flavor,
        notChecked: true,
      };
    });
  },
  failing: [
    {
      title: "memory from a variable",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{ ram: new Unresolved("var.ram") }],
    },
    {
      title: "a throttle from an output",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{ extraSpecs: { "quota:disk_total_iops_sec": new Unresolved("module.limits.iops") } }],
    },
  ],
  passing: [
    {
      title: "all known",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{}],
    },
    {
      title: "no flavor named",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org }`,
      flavors: [{}],
    },
  ],
};
