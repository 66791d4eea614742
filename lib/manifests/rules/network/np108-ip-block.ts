// SPDX-License-Identifier: Apache-2.0
import { at } from "../../fields.ts";
import { type AddressBlock, holdsBlock, parseCidr } from "../../network/index.ts";
import { blockOf } from "../../network/policy.ts";
import type { ObjectRule } from "../../rule.ts";
import { samplePolicy } from "./samples.ts";
import { items, policyKinds, ruleViews } from "./views.ts";

const open = (cidr: unknown, except?: unknown) => [
  samplePolicy({ ingress: [{ from: [{ ipBlock: { cidr, ...(except === undefined ? {} : { except }) } }] }] }),
];

export const ipBlock: ObjectRule = {
  id: "NP108",
  name: "ip-block",
  severity: "error",
  scope: "object",
  kinds: policyKinds,
  what: "A block of addresses is a CIDR, and its exceptions are smaller ones inside it.",
  why: "The apiserver refuses the policy. An exception outside of the block would except nothing.",
  sources: ["https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/"],
  failing: [
    { title: "an exception elsewhere", objects: open("10.0.0.0/8", ["192.168.0.0/16"]) },
    { title: "an exception of everything", objects: open("10.0.0.0/8", ["10.0.0.0/8"]) },
    { title: "of the other family", objects: open("::/0", ["10.0.0.0/8"]) },
    { title: "an address", objects: open("10.0.0.1") },
  ],
  passing: [
    { title: "exceptions inside", objects: open("10.0.0.0/8", ["10.1.0.0/16", "10.2.0.0/16"]) },
    { title: "IPv6", objects: open("2001:db8::/32", ["2001:db8:1::/48"]) },
    { title: "none", objects: open("10.0.0.0/8") },
  ],
  *check(manifest) {
    for (const { peers, peersField, direction } of ruleViews(manifest))
      for (const peer of peers) {
        const block = blockOf(peer.value);
        if (block === undefined) continue;
        const field = `${direction}.${peersField}.ipBlock`;
        const path = [...peer.path, "ipBlock"];
        const cidr = read(at(block, "cidr"));
        if (typeof cidr === "string")
          yield {
            message: "not a CIDR",
            at: { path: [...path, "cidr"], field: `${field}.cidr` },
            seen: cidr,
            allowed: "10.1.0.0/16",
          };
        for (const item of items(block, [], "except", path)) {
          const except = read(item.value);
          const where = { path: item.path, field: `${field}.except` };
          if (typeof except === "string")
            yield { message: "not a CIDR", at: where, seen: except, allowed: "10.1.0.0/16" };
          else if (
            except !== undefined &&
            typeof cidr === "object" &&
            !(holdsBlock(cidr, except) && except.prefix > cidr.prefix)
          )
            yield {
              message: "the exception is no smaller part of the block",
              at: where,
              seen: String(item.value),
              allowed: `parts of ${String(at(block, "cidr"))}`,
              hint: "remove it, or widen the block",
            };
        }
      }
  },
};

/** The block; the text when it is none; undefined for what is no text. */
function read(value: unknown): AddressBlock | string | undefined {
  return typeof value === "string" ? (parseCidr(value) ?? value) : undefined;
}
