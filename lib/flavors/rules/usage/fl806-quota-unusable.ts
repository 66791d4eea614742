// SPDX-License-Identifier: Apache-2.0
import type { UsageRule } from "../../rule.ts";
import { flavorsGranted } from "../../usage/granted.ts";
import { spotOf, usesOf } from "../../usage/places.ts";
import { type Limits, type Shape, unreachableLimits } from "../../usage/quota-use.ts";

export const quotaUnusable: UsageRule = {
  id: "FL806",
  name: "quota-unusable",
  scope: "usage",
  severity: "warning",
  what: "The flavors that a team uses or was granted can use up each quota that the event gives it.",
  why: "Where another limit ends first, a quota promises VMs that can never be started: of 25 instances, 12.",
  sources: ["EGI: quotas that their flavors cannot use up"],
  *check(usage, { settings }) {
    const uses = usesOf(usage);
    for (const team of usage.event.teams) {
      const limits: Limits = {
        instances: known(team.quotas.instances),
        cores: known(team.quotas.cores),
        ramMiB: known(team.quotas.ramMiB),
      };
      const flavors = new Set([
        ...uses.filter((use) => use.team === team).map(({ flavor }) => flavor),
        ...flavorsGranted(usage.flavors, settings, team),
      ]);
      const shapes: Shape[] = [];
      for (const flavor of flavors)
        if (flavor?.vcpus !== undefined && flavor.ram !== undefined)
          shapes.push({ vcpus: flavor.vcpus, ram: flavor.ram });
      // One flavor of an unknown size could be the one that uses it up.
      if (shapes.length < flavors.size) continue;
      for (const { limit, quota, most, by } of unreachableLimits(limits, shapes)) {
        const unit = limit === "ramMiB" ? 1024 : 1;
        yield {
          subject: team.id,
          team: team.id,
          message: `no mix of the team's flavors uses up ${words[limit]}: ${words[by]} ends first`,
          at: spotOf(usage.document?.value, team, ["quotas", words[limit]]),
          seen: String(quota / unit),
          allowed: `at most ${Math.floor(most / unit)} can be used`,
          hint: `raise ${words[by]}, or lower ${words[limit]}`,
        };
      }
    }
  },
  failing: [
    {
      title: "25 instances, and cores for 12",
      event: `teams:
  nris:
    title: NRIS
    contact: ann@example.org
    quotas: { instances: 25, cores: 24 }
    vms: { web: { flavor: m1.test, image: debian } }`,
      flavors: [{}],
    },
    {
      title: "memory that the cores cannot use",
      event: `teams:
  nris:
    title: NRIS
    contact: ann@example.org
    quotas: { cores: 4, ramGiB: 64 }
    vms: { web: { flavor: m1.test, image: debian } }`,
      flavors: [{}],
    },
  ],
  passing: [
    {
      title: "all limits end together",
      event: `teams:
  nris:
    title: NRIS
    contact: ann@example.org
    quotas: { instances: 4, cores: 8, ramGiB: 16 }
    vms: { web: { flavor: m1.test, image: debian } }`,
      flavors: [{}],
    },
    {
      title: "a large flavor that was granted uses the rest",
      event: `teams:
  nris:
    title: NRIS
    contact: ann@example.org
    quotas: { cores: 4, ramGiB: 64 }
    vms: { web: { flavor: m1.test, image: debian } }`,
      flavors: [{}, { name: "r1.large", vcpus: 2, ram: 32_768 }],
      options: { settings: { grants: { nris: ["r1.large"] } } },
    },
  ],
};

const words = { instances: "instances", cores: "cores", ramMiB: "ramGiB" } as const;

/** -1 is no limit. */
function known(quota: number | undefined): number | undefined {
  return quota === undefined || quota < 0 ? undefined : quota;
}
