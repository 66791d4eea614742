// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { lintManifests, Network } from "../../../lib/manifests/index.ts";
import { endpoints, namespaces } from "./model.ts";

// Fields of any type in any place: a policy that nobody could apply is read all the same.

const key = fc.constantFrom(
  "spec",
  "metadata",
  "ingress",
  "egress",
  "from",
  "to",
  "ports",
  "port",
  "endPort",
  "protocol",
  "policyTypes",
  "podSelector",
  "namespaceSelector",
  "matchLabels",
  "matchExpressions",
  "key",
  "operator",
  "values",
  "ipBlock",
  "cidr",
  "except",
  "subject",
  "namespaces",
  "pods",
  "networks",
  "protocols",
  "tcp",
  "action",
  "labels",
  "name",
  "namespace",
  "__proto__",
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 7 },
    fc.constantFrom<unknown>(null, true, 0, -1, 80, "", "Egress", "10.0.0.0/8", "In", "Deny", "constructor"),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(key, tie("tree"), { maxKeys: 5 }),
  ),
}));

const object = fc.record({
  apiVersion: fc.constantFrom(
    "networking.k8s.io/v1",
    "policy.networking.k8s.io/v1alpha1",
    "policy.networking.k8s.io/v1alpha2",
  ),
  kind: fc.constantFrom("NetworkPolicy", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy"),
  metadata: fc.constant({ name: "p", namespace: "lugano-2022-ada" }),
  spec: fc.oneof(tree, fc.dictionary(key, tree, { maxKeys: 6 })),
});

test("neither evaluator nor rules throw", () => {
  fc.assert(
    fc.property(fc.array(object, { minLength: 1, maxLength: 3 }), (policies) => {
      const network = new Network({ namespaces, policies });
      for (const from of endpoints)
        expect(typeof network.allows({ from, to: endpoints[4] ?? "", port: 80 })).toBe("boolean");
      expect(lintManifests(policies).filter(({ code }) => code === "MF000")).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});
