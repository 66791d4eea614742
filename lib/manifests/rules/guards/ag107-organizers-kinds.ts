// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { isGuardRail } from "./facts.ts";
import { sampleRails, sampleRoute } from "./samples.ts";

const settings = sampleRails();
const group = "gateway.networking.k8s.io";
const kinds = ["Gateway", "ListenerSet", "TCPRoute", "UDPRoute", "ReferenceGrant"];
const sample = (kind: string, version = "v1") => ({
  apiVersion: `${group}/${version}`,
  kind,
  metadata: { name: "own" },
  spec: {},
});

export const organizersKinds: ObjectRule = {
  id: "AG107",
  name: "organizers-kinds",
  severity: "error",
  scope: "object",
  kinds: [...kinds.map((kind) => `${kind}.${group}`), "XListenerSet.gateway.networking.x-k8s.io"],
  what: "Teams make no Gateways, listeners, TCP or UDP routes and no ReferenceGrants.",
  why: "A listener takes hosts and ports that all teams share; a grant opens the namespace to routes of others. The event's admission refuses them.",
  sources: ["guard gateway-objects of lib/kubernetes/objects/guards"],
  failing: [
    { title: "a Gateway", objects: [sample("Gateway")], settings },
    { title: "a grant", objects: [sample("ReferenceGrant", "v1beta1")], settings },
  ],
  passing: [
    { title: "a route", objects: [sampleRoute()], settings },
    { title: "no team is known: it may be the organizers' own", objects: [sample("Gateway")] },
  ],
  *check(manifest, { settings: { team } }) {
    if (team === undefined || isGuardRail(manifest)) return;
    yield {
      message: "objects of this kind are the organizers' to make",
      at: { path: ["kind"], field: "kind" },
      seen: manifest.kind,
      allowed: "HTTPRoute, GRPCRoute, TLSRoute",
      hint: "use a route with hosts of your own, or ask the organizers",
    };
  },
};
