// SPDX-License-Identifier: Apache-2.0
import { teamObjects } from "../lib/kubernetes/light.ts";
import { benchEvent, benchTeam } from "./synth-team.ts";
import { writeTeams } from "./synth-write.ts";

// The same objects without cdk8s.
writeTeams((index) => teamObjects({ event: benchEvent, team: benchTeam(index) }));
