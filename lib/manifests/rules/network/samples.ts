// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../fields.ts";

/** A NetworkPolicy of the namespace `team`. */
export function samplePolicy(spec: Fields, metadata: Fields = {}): Fields {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "policy", namespace: "team", ...metadata },
    spec: { podSelector: {}, ...spec },
  };
}

/** The namespace `team` of a team. */
export const sampleTeam: Fields = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "team", labels: { "bivouac.dev/event": "event", "bivouac.dev/team": "team" } },
};
