// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import type { CloudFacts, ComputeQuota } from "../../live/facts.ts";
import { notChecked } from "../../live/not-checked.ts";
import { cloudFlavor } from "../../live/samples.ts";
import type { LiveProblem, LiveRule } from "../../rule.ts";

export const quotaTooSmall: LiveRule = {
  id: "FL711",
  name: "quota-too-small",
  scope: "live",
  severity: "warning",
  what: "A project that a private flavor is for may start at least one VM of it, and its quota is used up by whole VMs.",
  why: "A flavor that was made for a project is of no use when the quota ends below one VM; cores or memory that no whole VM can use are reserved for nothing.",
  sources: ["nova/api/openstack/compute/quota_sets.py", "wikimedia: quota requests bring flavors with them"],
  *check(flavors, cloud) {
    const known = new Map(cloud.flavors?.map((flavor) => [flavor.name, flavor]));
    let asks = false;
    for (const flavor of flavors) {
      const there = flavor.name === undefined ? undefined : known.get(flavor.name);
      const access = flavor.field("access");
      const named = Array.isArray(access) ? access.filter((each) => typeof each === "string") : [];
      const ids = new Set([
        ...(there?.access ?? []),
        ...named.flatMap((name) => cloud.projects?.find((each) => each.id === name || each.name === name)?.id ?? []),
      ]);
      asks ||= ids.size > 0;
      for (const id of ids) {
        const quota = cloud.quotas?.[id];
        if (quota) for (const problem of compare(flavor, quota, nameOf(cloud, id))) yield { flavor, ...problem };
      }
    }
    if (asks) yield* notChecked(cloud, "quotas");
  },
  failing: [
    {
      title: "less memory than one VM",
      flavors: [{ public: false }],
      cloud: {
        flavors: [cloudFlavor({ isPublic: false, access: ["p1"] })],
        quotas: { p1: { instances: 5, cores: 10, ram: 2048 } },
      },
    },
    {
      title: "three cores left over",
      flavors: [{ public: false, vcpus: 4, access: ["nris"] }],
      cloud: {
        projects: [{ id: "p1", name: "nris", enabled: true }],
        quotas: { p1: { instances: 5, cores: 11, ram: 8192 } },
      },
    },
  ],
  passing: [
    {
      title: "two whole VMs",
      flavors: [{ public: false }],
      cloud: {
        flavors: [cloudFlavor({ isPublic: false, access: ["p1"] })],
        quotas: { p1: { instances: 2, cores: 4, ram: 8192 } },
      },
    },
    {
      title: "unlimited",
      flavors: [{ public: false }],
      cloud: {
        flavors: [cloudFlavor({ isPublic: false, access: ["p1"] })],
        quotas: { p1: { instances: -1, cores: -1, ram: -1 } },
      },
    },
  ],
};

function* compare(flavor: Flavor, quota: ComputeQuota, project: string): Iterable<LiveProblem> {
  const { vcpus, ram } = flavor;
  if (vcpus === undefined || ram === undefined) return;
  const parts = [
    { word: "instances", has: quota.instances, needs: 1, unit: "" },
    { word: "cores", has: quota.cores, needs: vcpus, unit: "" },
    { word: "ram", has: quota.ram, needs: ram, unit: " MiB" },
  ].filter(({ has }) => has >= 0);
  const short = parts.find(({ has, needs }) => has < needs);
  if (short) {
    yield {
      message: `project ${project} may not start a single VM`,
      at: flavor.at(short.word === "ram" ? "ram" : "vcpus"),
      seen: `quota ${short.word} ${short.has}${short.unit}`,
      allowed: `at least ${short.needs}${short.unit}`,
      hint: `openstack quota set --${short.word} ${short.needs} ${project}`,
    };
    return;
  }
  const count = Math.min(...parts.map(({ has, needs }) => Math.floor(has / needs)));
  const left = parts.filter(({ word, has, needs }) => word !== "instances" && has > count * needs);
  if (left.length > 0)
    yield {
      severity: "info",
      message: `${count} VMs use up the quota of project ${project} and leave a rest`,
      at: flavor.here,
      seen: left.map(({ word, has, needs, unit }) => `${has - count * needs}${unit} of ${word}`).join(", "),
      hint: "make the quota a multiple of the flavor, unless other flavors use the rest",
    };
}

function nameOf({ projects }: CloudFacts, id: string): string {
  return projects?.find((each) => each.id === id)?.name ?? id;
}
