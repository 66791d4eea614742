// SPDX-License-Identifier: Apache-2.0
import { fieldsAt, textAt } from "../../fields.ts";
import { parseCidr } from "../../network/index.ts";
import { policyTypes } from "../../network/policy.ts";
import { isEmptySelector } from "../../network/selector.ts";
import type { ObjectRule } from "../../rule.ts";
import { samplePolicy } from "./samples.ts";
import { isGuardRail, policyKinds, ruleViews } from "./views.ts";

export const openIngress: ObjectRule = {
  id: "NP102",
  name: "open-ingress",
  severity: "warning",
  scope: "object",
  kinds: policyKinds,
  what: "A policy names who may connect.",
  why: "A rule without a source, or with all namespaces, lets every pod of the cluster connect, those of other teams too.",
  sources: [
    "https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors",
  ],
  failing: [
    { title: "all namespaces", objects: [samplePolicy({ ingress: [{ from: [{ namespaceSelector: {} }] }] })] },
    { title: "no source at all", objects: [samplePolicy({ ingress: [{}] })] },
    { title: "an empty list of sources", objects: [samplePolicy({ ingress: [{ from: [], ports: [{ port: 80 }] }] })] },
    { title: "every address", objects: [samplePolicy({ ingress: [{ from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] })] },
  ],
  passing: [
    { title: "the own pods", objects: [samplePolicy({ ingress: [{ from: [{ podSelector: {} }] }] })] },
    {
      title: "one namespace",
      objects: [
        samplePolicy({
          ingress: [{ from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "gateways" } } }] }],
        }),
      ],
    },
    {
      title: "pods with a label, in all namespaces",
      objects: [
        samplePolicy({
          ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: "scraper" } } }] }],
        }),
      ],
    },
    { title: "no rule at all", objects: [samplePolicy({ policyTypes: ["Ingress"] })] },
  ],
  *check(manifest) {
    if (isGuardRail(manifest) || !policyTypes(manifest.value).has("Ingress")) return;
    for (const { direction, path, peers } of ruleViews(manifest)) {
      if (direction !== "ingress") continue;
      if (peers.length === 0)
        yield {
          message: "the rule lets everybody connect",
          at: { path, field: "ingress" },
          hint: 'name the sources under "from"; for the gateway, its namespace',
        };
      for (const peer of peers) {
        const pods = fieldsAt(peer.value, "podSelector");
        if (isEmptySelector(fieldsAt(peer.value, "namespaceSelector")) && (pods === undefined || isEmptySelector(pods)))
          yield {
            message: "the rule lets every pod of all namespaces connect",
            at: { path: [...peer.path, "namespaceSelector"], field: "ingress.from.namespaceSelector" },
            hint: "select the namespaces that are meant by kubernetes.io/metadata.name",
          };
        const cidr = textAt(peer.value, "ipBlock", "cidr");
        if (cidr !== undefined && parseCidr(cidr)?.prefix === 0)
          yield {
            message: "the rule lets every address connect",
            at: { path: [...peer.path, "ipBlock", "cidr"], field: "ingress.from.ipBlock.cidr" },
            seen: cidr,
            hint: "write the addresses that are meant, or publish through the gateway",
          };
      }
    }
  },
};
