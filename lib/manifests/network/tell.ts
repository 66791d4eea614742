// SPDX-License-Identifier: Apache-2.0
import type { Connection, Decision, Endpoint, NetworkVerdict } from "./model.ts";

/** `team-a/web → team-b/db TCP 5432`. */
export function tellConnection({ from, to, port, protocol = "TCP" }: Connection): string {
  return `${tellEndpoint(from)} → ${tellEndpoint(to)} ${protocol} ${port}`;
}

function tellEndpoint(endpoint: Endpoint): string {
  return typeof endpoint === "string" ? endpoint : `${endpoint.namespace}/${endpoint.name}`;
}

/** `egress allowed by NetworkPolicy team-a/allow-internet, ingress: no policy`; of a refusal, only the side that refuses. */
export function tellVerdict({ allowed, egress, ingress }: NetworkVerdict): string {
  const sides = [
    ["egress", egress],
    ["ingress", ingress],
  ] as const;
  return sides
    .filter(([, decision]) => (allowed ? decision.why !== "outside" : !decision.allowed))
    .map(([side, decision]) => `${side} ${tellDecision(decision)}`)
    .join(", ");
}

function tellDecision({ allowed, why, policies }: Decision): string {
  if (why === "self") return "allowed: a pod reaches itself";
  if (why === "default") return "allowed: no policy takes part";
  if (why === "outside") return allowed ? "not of this cluster" : "has no address of the same family";
  if (why === "isolation") return `denied: none of ${policies.join(", ")} allows it`;
  return `${allowed ? "allowed" : "denied"} by ${policies.join(", ")}`;
}
