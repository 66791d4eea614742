// SPDX-License-Identifier: Apache-2.0
import { fieldsAt } from "../../fields.ts";
import { isEmptySelector } from "../../network/selector.ts";
import type { ObjectRule } from "../../rule.ts";
import { samplePolicy } from "./samples.ts";
import { policyKinds, ruleViews } from "./views.ts";

const namespaceSelector = { matchLabels: { "kubernetes.io/metadata.name": "metrics" } };
const podSelector = { matchLabels: { app: "scraper" } };

export const orInsteadOfAnd: ObjectRule = {
  id: "NP104",
  name: "or-instead-of-and",
  severity: "warning",
  scope: "object",
  kinds: policyKinds,
  what: "Selectors of namespace and pod that belong together stand in one list item.",
  why: "Two items mean or: all pods of that namespace, and besides the pods with that label of the policy's own namespace. One dash too much opens a whole namespace.",
  sources: [
    "https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors",
  ],
  failing: [
    {
      title: "two items in from",
      objects: [samplePolicy({ ingress: [{ from: [{ namespaceSelector }, { podSelector }] }] })],
    },
    {
      title: "two items in to",
      objects: [samplePolicy({ policyTypes: ["Egress"], egress: [{ to: [{ namespaceSelector }, { podSelector }] }] })],
    },
  ],
  passing: [
    {
      title: "one item with both",
      objects: [samplePolicy({ ingress: [{ from: [{ namespaceSelector, podSelector }] }] })],
    },
    {
      title: "the own namespace and another",
      objects: [samplePolicy({ ingress: [{ from: [{ podSelector: {} }, { namespaceSelector }] }] })],
    },
    {
      title: "two namespaces",
      objects: [
        samplePolicy({
          ingress: [{ from: [{ namespaceSelector }, { namespaceSelector: { matchLabels: { team: "b" } } }] }],
        }),
      ],
    },
  ],
  *check(manifest) {
    for (const { peers, peersField, direction } of ruleViews(manifest))
      for (const [index, first] of peers.entries()) {
        const second = peers[index + 1];
        if (second === undefined || !onlyNamespaces(first.value) || !onlySomePods(second.value)) continue;
        yield {
          message: "two items mean: all pods of those namespaces, or pods with that label in this one",
          at: { path: second.path, field: `${direction}.${peersField}` },
          hint: "for pods with that label in those namespaces, put podSelector into the item of namespaceSelector, without a dash",
        };
      }
  },
};

function onlyNamespaces(peer: unknown): boolean {
  return fieldsAt(peer, "namespaceSelector") !== undefined && fieldsAt(peer, "podSelector") === undefined;
}

function onlySomePods(peer: unknown): boolean {
  const pods = fieldsAt(peer, "podSelector");
  return pods !== undefined && !isEmptySelector(pods) && fieldsAt(peer, "namespaceSelector") === undefined;
}
