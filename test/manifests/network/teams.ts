// SPDX-License-Identifier: Apache-2.0
import { networkFloor, teamIsolation, type Manifest } from "../../../lib/kubernetes/index.ts";
import type { GuardRails, Opening } from "../../../lib/model/index.ts";
import { policy } from "./families.ts";
import { namespaces, teams } from "./model.ts";

// Our own policies for the three teams of the model.

export const event = "lugano-2022";
const nodeNetworks = ["192.0.2.0/24"];

/** Port 80 of ada's pod a, for bob. */
export const opening: Opening = {
  name: "web",
  port: 80,
  protocol: "TCP",
  pods: { pod: "a" },
  exporter: { team: "ada", namespaces: ["lugano-2022-ada"] },
  importer: { team: "bob", namespaces: ["lugano-2022-bob"] },
};

export function isolated(openings: readonly Opening[] = []): Manifest[] {
  return teams.flatMap((team) => teamIsolation({ event, team, nodeNetworks, openings }));
}

export function floor(networkPolicies: GuardRails["networkPolicies"], openings: readonly Opening[] = []): Manifest[] {
  return networkFloor({ event, networkPolicies, teams, openings, nodeNetworks });
}

/** What a team adds that wants out: every address, every pod, both ways. */
export const tenantPolicy = policy("let-me-out", namespaces[0]?.name ?? "", {
  podSelector: {},
  policyTypes: ["Ingress", "Egress"],
  ingress: [{}],
  egress: [{}, { to: [{ namespaceSelector: {} }] }, { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }],
});
