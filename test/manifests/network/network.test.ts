// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Network } from "../../../lib/manifests/index.ts";
import { randomPolicies } from "./arbitrary.ts";
import { bruteForce } from "./brute-force.ts";
import { families, namespacesOf, type PolicySet } from "./families.ts";
import { asked, endpoints } from "./model.ts";

/** Every connection of the model that the two readers of the API see differently. */
function compared(set: Pick<PolicySet, "policies" | "relabel">): { connections: number; different: string[] } {
  const namespaces = namespacesOf(set);
  const network = new Network({ namespaces, policies: [...set.policies] as never });
  const different: string[] = [];
  let connections = 0;
  for (const from of endpoints)
    for (const to of endpoints)
      for (const { port, protocol } of asked) {
        connections++;
        const question = { from, to, port, protocol };
        const ours = network.allows(question);
        if (ours !== bruteForce(set.policies, namespaces, question)) different.push(JSON.stringify([question, ours]));
      }
  return { connections, different };
}

test("the evaluator and the brute force say the same of every kind of rule", () => {
  let connections = 0;
  for (const set of families) {
    const result = compared(set);
    connections += result.connections;
    expect(result.different, set.title).toEqual([]);
  }
  console.log(
    `network truth table: ${families.length} policy sets, ${connections} connections, agreement ${connections}/${connections}`,
  );
  expect(connections).toBe(families.length * 15 * 15 * 15);
});

test("and of random sets of policies", () => {
  let connections = 0;
  fc.assert(
    fc.property(randomPolicies(false), (policies) => {
      const result = compared({ policies });
      connections += result.connections;
      expect(result.different).toEqual([]);
    }),
    { numRuns: 200 },
  );
  console.log(`network truth table, random: ${connections} connections, agreement ${connections}/${connections}`);
});
