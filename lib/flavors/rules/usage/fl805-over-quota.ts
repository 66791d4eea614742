// SPDX-License-Identifier: Apache-2.0
import type { UsageRule } from "../../rule.ts";
import { demandOf } from "../../usage/demand.ts";
import { spotOf, usesOf } from "../../usage/places.ts";

export const overQuota: UsageRule = {
  id: "FL805",
  name: "over-quota",
  scope: "usage",
  severity: "error",
  what: "The VMs of a team, with their root and data volumes, stay within the quotas that the event gives it.",
  why: "The last VM of the team fails with 403 when the others are there already. Quotas that the file leaves open are sized to the demand and not looked at.",
  sources: ["nova and cinder quota sets", "bivouac BV260"],
  *check(usage) {
    const uses = usesOf(usage);
    for (const team of usage.event.teams) {
      const demand = demandOf(uses, team);
      for (const { key, unit, quota, sum, sized } of limits) {
        const has = team.quotas[quota];
        if (has === undefined || has < 0) continue;
        const at = spotOf(usage.document?.value, team, ["quotas", key]);
        const needs = demand[sum];
        if (needs > has) {
          yield {
            subject: team.id,
            team: team.id,
            message: `the team's VMs need more ${key} than its quota`,
            at,
            seen: `${has / unit}`,
            allowed: `at least ${Math.ceil(needs / unit)}`,
            hint: "raise it, choose smaller flavors, or leave it out and it is sized to the demand",
          };
        } else if (sized && demand.unknown.length > 0) {
          yield {
            subject: team.id,
            team: team.id,
            message: `not checked: the size of ${demand.unknown.join(", ")} is not known`,
            at,
            notChecked: true,
          };
        }
      }
    }
  },
  failing: [
    {
      title: "three VMs of two cores, and a quota of four",
      event: `teams:
  nris:
    title: NRIS
    contact: ann@example.org
    quotas: { cores: 4 }
    vms: { web: { count: 3, flavor: m1.test, image: debian } }`,
      flavors: [{}],
    },
    {
      title: "root volumes count",
      event: `teams:
  nris:
    title: NRIS
    contact: ann@example.org
    quotas: { gigabytes: 50 }
    vms: { web: { count: 2, flavor: m1.test, image: debian, rootVolume: { sizeGiB: 30 } } }`,
      flavors: [{}],
    },
  ],
  passing: [
    {
      title: "exactly",
      event: `teams:
  nris:
    title: NRIS
    contact: ann@example.org
    quotas: { instances: 2, cores: 4, ramGiB: 8, gigabytes: 0 }
    vms: { web: { count: 2, flavor: m1.test, image: debian } }`,
      flavors: [{}],
    },
    {
      title: "no quotas said",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { count: 9, flavor: m1.test, image: debian } } }`,
      flavors: [{}],
    },
  ],
};

const limits = [
  { key: "instances", unit: 1, quota: "instances", sum: "instances", sized: false },
  { key: "cores", unit: 1, quota: "cores", sum: "cores", sized: true },
  { key: "ramGiB", unit: 1024, quota: "ramMiB", sum: "ramMiB", sized: true },
  { key: "volumes", unit: 1, quota: "volumes", sum: "volumes", sized: false },
  { key: "gigabytes", unit: 1, quota: "gigabytes", sum: "gigabytes", sized: false },
] as const;
