// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import type { BrutePolicy } from "./brute-force.ts";
import { policy } from "./families.ts";
import { namespaces } from "./model.ts";

// Policies at random, valid ones, over the labels, names and addresses of the model.

const key = fc.constantFrom("pod", "tier", "bivouac.dev/team", "kubernetes.io/metadata.name");
const value = fc.constantFrom("a", "b", "c", "web", "ada", "bob", "lugano-2022-eve");

const expression = fc.oneof(
  fc.record({
    key,
    operator: fc.constantFrom("In", "NotIn"),
    values: fc.uniqueArray(value, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ key, operator: fc.constantFrom("Exists", "DoesNotExist") }),
);

const selector = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc.record({ matchLabels: fc.dictionary(key, value, { maxKeys: 2, noNullPrototype: true }) }),
  },
  { weight: 2, arbitrary: fc.record({ matchExpressions: fc.array(expression, { minLength: 1, maxLength: 2 }) }) },
);

const block = fc.oneof(
  fc.record({ cidr: fc.constantFrom("10.42.1.0/24", "10.42.0.2/32", "192.0.2.0/24", "fd00::/8") }),
  fc.record({
    cidr: fc.constantFrom("0.0.0.0/0", "10.42.0.0/15"),
    except: fc.uniqueArray(fc.constantFrom("10.42.0.0/24", "10.42.1.2/31", "10.42.2.3/32"), { maxLength: 2 }),
  }),
);

const peer = fc.oneof(
  fc.record({ ipBlock: block }),
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector: selector }),
  fc.record({ podSelector: selector, namespaceSelector: selector }),
);

const protocol = fc.constantFrom("TCP", "UDP", "SCTP");
const port = fc.oneof(
  fc.record({ protocol }, { requiredKeys: [] }),
  fc.record({ protocol, port: fc.constantFrom(53, 80, 81, 443) }, { requiredKeys: ["port"] }),
  fc.record(
    { protocol, port: fc.constantFrom("serve-80-tcp", "serve-81-udp", "other-80", "nobody") },
    { requiredKeys: ["port"] },
  ),
  fc.record(
    { protocol, port: fc.integer({ min: 1, max: 100 }), endPort: fc.integer({ min: 100, max: 7000 }) },
    { requiredKeys: ["port", "endPort"] },
  ),
);

const ports = fc.array(port, { maxLength: 3 });
const peers = fc.array(peer, { maxLength: 3 });
const ingress = fc.array(fc.record({ from: peers, ports }, { requiredKeys: [] }), { maxLength: 2 });
const egress = fc.array(fc.record({ to: peers, ports }, { requiredKeys: [] }), { maxLength: 2 });
const types = fc.constantFrom(["Ingress"], ["Egress"], ["Ingress", "Egress"]);

/** `everyType`: policyTypes are always said, for readers that do not fill them in. */
export function randomPolicies(everyType: boolean): fc.Arbitrary<BrutePolicy[]> {
  const spec = fc.record(
    { podSelector: selector, policyTypes: types, ingress, egress },
    { requiredKeys: everyType ? ["podSelector", "policyTypes"] : ["podSelector"] },
  );
  const one = fc.record({ namespace: fc.constantFrom(...namespaces.map(({ name }) => name)), spec });
  return fc
    .array(one, { maxLength: 8 })
    .map((list) => list.map((each, index) => policy(`p${index}`, each.namespace, each.spec as BrutePolicy["spec"])));
}
