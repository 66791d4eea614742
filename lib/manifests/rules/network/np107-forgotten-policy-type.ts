// SPDX-License-Identifier: Apache-2.0
import { listAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { samplePolicy } from "./samples.ts";
import { policyKinds } from "./views.ts";

const ingress = [{ from: [{ podSelector: {} }] }];
const egress = [{ to: [{ podSelector: {} }] }];

export const forgottenPolicyType: ObjectRule = {
  id: "NP107",
  name: "forgotten-policy-type",
  severity: "error",
  scope: "object",
  kinds: policyKinds,
  what: "policyTypes names each direction that the policy has rules for.",
  why: "Rules of a direction that policyTypes leaves out are not looked at: the pods stay open in that direction, though the file reads as if they were not.",
  sources: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource"],
  fix: "suggested",
  failing: [
    { title: "egress rules, Ingress alone", objects: [samplePolicy({ policyTypes: ["Ingress"], egress })] },
    { title: "ingress rules, Egress alone", objects: [samplePolicy({ policyTypes: ["Egress"], ingress, egress })] },
  ],
  passing: [
    { title: "both", objects: [samplePolicy({ policyTypes: ["Ingress", "Egress"], ingress, egress })] },
    { title: "nothing said: the rules make the type", objects: [samplePolicy({ egress })] },
    {
      title: "no rules: that direction is closed",
      objects: [samplePolicy({ policyTypes: ["Ingress", "Egress"], ingress })],
    },
  ],
  *check({ value }) {
    const types = listAt(value, "spec", "policyTypes");
    if (types.length === 0) return;
    for (const [direction, type] of [
      ["ingress", "Ingress"],
      ["egress", "Egress"],
    ] as const)
      if (listAt(value, "spec", direction).length > 0 && !types.includes(type))
        yield {
          message: `the ${direction} rules do nothing: policyTypes leaves ${type} out`,
          at: { path: ["spec", "policyTypes"], field: "policyTypes" },
          seen: types.join(", "),
          hint: `add ${type}, or remove the rules`,
          fix: {
            title: `add ${type} to policyTypes`,
            safe: false,
            edits: [{ op: "set", path: ["spec", "policyTypes", types.length], value: type }],
          },
        };
  },
};
