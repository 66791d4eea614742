// SPDX-License-Identifier: Apache-2.0
import type { UsageRule } from "../../rule.ts";
import { flavorsGranted } from "../../usage/granted.ts";
import { spotOf } from "../../usage/places.ts";

export const grantOverQuota: UsageRule = {
  id: "FL807",
  name: "grant-over-quota",
  scope: "usage",
  severity: "error",
  what: "One VM of each flavor that a team was granted, by the flavor's access or settings.grants, fits the team's quotas.",
  why: "The team sees a flavor in its list that it can never start.",
  sources: ["nova quota sets", "wikimedia: a flavor and a quota in one request"],
  *check(usage, { settings }) {
    for (const team of usage.event.teams) {
      const { instances, cores, ramMiB } = team.quotas;
      for (const flavor of flavorsGranted(usage.flavors, settings, team)) {
        const short = [
          { key: "instances", has: instances, needs: 1, unit: 1 },
          { key: "cores", has: cores, needs: flavor.vcpus, unit: 1 },
          { key: "ramGiB", has: ramMiB, needs: flavor.ram, unit: 1024 },
        ].find(({ has = -1, needs = 0 }) => has >= 0 && needs > has);
        if (!short) continue;
        const { key, has = 0, needs = 0, unit } = short;
        yield {
          subject: team.id,
          team: team.id,
          message: `${flavor.subject} was granted to the team and is larger than its quota`,
          at: spotOf(usage.document?.value, team, ["quotas", key]),
          seen: `${key} ${has / unit}`,
          allowed: `at least ${Math.ceil(needs / unit)}`,
          hint: "raise the quota, or take the flavor back",
        };
      }
    }
  },
  failing: [
    {
      title: "eight cores granted, four allowed",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, quotas: { cores: 4 } }`,
      flavors: [{ vcpus: 8 }],
      options: { settings: { grants: { nris: ["m1.test"] } } },
    },
    {
      title: "by the flavor's own access",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, quotas: { ramGiB: 2 } }`,
      flavors: [{ public: false, access: ["demo-nris"] }],
    },
  ],
  passing: [
    {
      title: "just fits",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, quotas: { instances: 1, cores: 2, ramGiB: 4 } }`,
      flavors: [{}],
      options: { settings: { grants: { nris: ["m1.test"] } } },
    },
    {
      title: "granted to another team",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, quotas: { cores: 1 } }`,
      flavors: [{ public: false, access: ["osm"] }],
    },
  ],
};
