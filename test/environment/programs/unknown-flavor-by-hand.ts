// SPDX-License-Identifier: Apache-2.0
import { TeamEnvironment } from "bivouac/environment";
import { resolveEvent } from "bivouac/model";
import { planEvent } from "bivouac/planning";
import { event as input, flavors } from "../bench.ts";

// A plan that was made by hand: nobody has checked the names in it.
const { event } = resolveEvent(input, { flavors });
const plan = event && planEvent(event, undefined, new Date()).plan?.teams.find(({ team }) => team.id === "team_a");
if (event === undefined || plan === undefined) throw new Error("the event is wrong");
const vms = plan.team.vms.map((group) => ({ ...group, flavor: group.key === "web" ? "event.smal" : "huge" }));

export const team = new TeamEnvironment("camp-team-a", {
  event,
  plan: { ...plan, team: { ...plan.team, vms } },
  seed: "the seed",
});
