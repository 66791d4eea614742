// SPDX-License-Identifier: Apache-2.0
import { EventEnvironment } from "bivouac/environment";
import { event, flavors } from "../bench.ts";

const { team_a: team } = event.teams;
if (team?.vms?.web === undefined || team.vms.db === undefined) throw new Error("the event has no such groups");
const vms = { web: { ...team.vms.web, flavor: "event.smal" }, db: { ...team.vms.db, flavor: "huge" } };

export const camp = new EventEnvironment("camp", {
  spec: { ...event, teams: { ...event.teams, team_a: { ...team, vms } } },
  flavors,
  seed: "the seed",
});
