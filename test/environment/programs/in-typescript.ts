// SPDX-License-Identifier: Apache-2.0
import { EventEnvironment } from "bivouac/environment";
import { event, flavors } from "../bench.ts";

const camp = new EventEnvironment("camp", { spec: event, flavors, seed: "the seed" });

export const networks = Object.fromEntries(
  Object.entries(camp.teams).map(([id, team]) => [id, team.network?.cidr ?? "none"]),
);
