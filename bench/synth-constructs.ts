// SPDX-License-Identifier: Apache-2.0
import { renderTeam } from "../lib/kubernetes/index.ts";
import { benchEvent, benchTeam } from "./synth-team.ts";
import { writeTeams } from "./synth-write.ts";

// The constructs: a chart and an App a team, as bivouac synth and up make them.
writeTeams((index) => renderTeam({ event: benchEvent, team: benchTeam(index) }).objects);
