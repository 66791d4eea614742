// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from "../../../model/light.ts";
import type { UsageRule } from "../../rule.ts";
import { teamSpot } from "../../usage/places.ts";

export const grantUnknown: UsageRule = {
  id: "FL808",
  name: "grant-unknown",
  scope: "usage",
  severity: "error",
  what: "Every flavor that settings.grants or settings.approvals give to a team is defined, and flavors are opened to teams that exist.",
  why: "A grant of a name that nobody has does nothing, and the team finds out at the event.",
  sources: ["beskar: lists of access with 20 names that no flavor has"],
  *check(usage, { settings }) {
    const { event, flavors, withoutCatalogue, cloud } = usage;
    const catalogue = withoutCatalogue === true ? cloud?.flavors : flavors;
    // Without any list, or with names that only a run knows, nothing can be said to be missing.
    if (catalogue === undefined || flavors.some((flavor) => flavor.unresolved("name"))) return;
    const names = catalogue.flatMap(({ name }) => name ?? []);
    const known = new Set(names);
    for (const [list, word] of [
      [settings.grants, "granted"],
      [settings.approvals, "approved"],
    ] as const)
      for (const [project, given] of Object.entries(list)) {
        const team = event.teams.find(({ id, name }) => project === id || project === name);
        for (const flavor of given) {
          if (known.has(flavor) || team === undefined) continue;
          yield {
            subject: team.id,
            team: team.id,
            message: `a flavor that is not defined was ${word} to the team`,
            at: teamSpot(team),
            seen: flavor,
            hint: didYouMean(flavor, names),
          };
        }
      }
    const teams = new Set(event.teams.flatMap(({ id, name }) => [id, name]));
    for (const flavor of flavors) {
      // Projects of others are theirs; a name one slip away from a team's is meant for the team.
      const access = flavor.field("access");
      for (const project of Array.isArray(access) ? access : []) {
        if (typeof project !== "string" || teams.has(project)) continue;
        const hint = didYouMean(project, [...teams]);
        if (hint !== undefined && project.length > 3)
          yield {
            flavor,
            severity: "warning",
            subject: flavor.subject,
            message: "open to a project that is no team of the event, and nearly one",
            at: flavor.at("access"),
            seen: project,
            hint,
          };
      }
    }
  },
  failing: [
    {
      title: "granted before it was made",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org }`,
      flavors: [{}],
      options: { settings: { grants: { nris: ["m1.tset"] } } },
    },
    {
      title: "open to a misspelt team",
      event: `teams:
  geology: { title: Geology, contact: ann@example.org }`,
      flavors: [{ public: false, access: ["geolgoy"] }],
    },
  ],
  passing: [
    {
      title: "granted and defined",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org }`,
      flavors: [{ public: false, access: ["nris"] }],
      options: { settings: { grants: { "demo-nris": ["m1.test"] } } },
    },
    {
      title: "open to a project beside the event",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org }`,
      flavors: [{ public: false, access: ["infrastructure"] }],
    },
  ],
};
