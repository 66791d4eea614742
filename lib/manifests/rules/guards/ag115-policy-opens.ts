// SPDX-License-Identifier: Apache-2.0
import { at, type Fields, listAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { fieldsIn, isGuardRail } from "./facts.ts";
import { sampleRails } from "./samples.ts";

const settings = sampleRails();
const sample = (spec: Fields) => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "web" },
  spec: { podSelector: {}, ...spec },
});

export const policyOpens: ObjectRule = {
  id: "AG115",
  name: "policy-opens",
  severity: "error",
  scope: "object",
  kinds: ["NetworkPolicy.networking.k8s.io"],
  what: "A team's network policies open nothing beyond its namespace.",
  why: "Policies add up: one that opens takes back what the organizers' policies close. The event's admission refuses it.",
  sources: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/"],
  failing: [
    { title: "out to everywhere", objects: [sample({ egress: [{}] })], settings },
    {
      title: "in from all namespaces",
      objects: [sample({ ingress: [{ from: [{ namespaceSelector: {} }] }] })],
      settings,
    },
    {
      title: "out to an address",
      objects: [sample({ egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }] })],
      settings,
    },
  ],
  passing: [
    {
      title: "between own pods",
      objects: [sample({ ingress: [{ from: [{ podSelector: { matchLabels: { app: "web" } } }] }] })],
      settings,
    },
    { title: "nothing in or out", objects: [sample({ policyTypes: ["Ingress", "Egress"] })], settings },
    { title: "no team is known: it may be the organizers' own", objects: [sample({ egress: [{}] })] },
  ],
  *check(manifest, { settings: { team } }) {
    if (team === undefined || isGuardRail(manifest)) return;
    for (const [rules, peers] of [
      ["ingress", "from"],
      ["egress", "to"],
    ] as const)
      for (const { value, path } of fieldsIn(manifest.value, [], "spec", rules)) {
        const inside =
          listAt(value, peers).length > 0 &&
          listAt(value, peers).every(
            (peer) => given(peer, "podSelector") && !given(peer, "namespaceSelector") && !given(peer, "ipBlock"),
          );
        if (!inside)
          yield {
            message:
              rules === "ingress"
                ? "the rule lets in more than pods of this namespace"
                : "the rule lets out to more than pods of this namespace",
            at: { path, field: rules },
            seen: JSON.stringify(at(value, peers) ?? "everywhere"),
            allowed: `podSelectors alone in ${peers}`,
            hint: "choose pods of your own, or ask the organizers for an opening",
          };
      }
  },
};

function given(peer: unknown, field: string): boolean {
  return (at(peer, field) ?? null) !== null;
}
