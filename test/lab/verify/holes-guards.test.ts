// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Tenancy } from "../tenancy/teams.ts";
import { Hand, type Hole, redOf, wanted } from "./holes.ts";
import { foreignClass, guardedTeams } from "./teams.ts";

// The binding of each admission policy is taken away: what it alone refuses must turn red.

// Not allow-dns: the guard of network policies refuses what reaches out of the namespace, whoever owns it.
const kept = ["NetworkPolicy deny-all", "Role team", "RoleBinding team"];

const unguarded: Readonly<Record<string, Hole["red"]>> = {
  "bounded-tokens": { VK106: ["create Secret with a token of team"] },
  "admin-owned": { VK134: [...kept.flatMap((object) => [`change ${object}`, `delete ${object}`]), "…"] },
  services: {
    VK152: ["create a Service of type ExternalName", "create a Service with external addresses"],
  },
  "network-policies": {
    VK153: ["create a NetworkPolicy that opens all ways out", "create a NetworkPolicy that opens the metadata address"],
  },
  "role-bindings": { VK153: ["create a RoleBinding for a ServiceAccount of {other}"] },
  images: { VK154: ["create a pod of an image from another registry", "create a pod of an image without a digest"] },
  hosts: {
    VK155: ["create an Ingress for *.apps.example.org", "create an Ingress for www.bivouac-verify.invalid", "…"],
  },
  "priority-classes": { VK156: ["create a pod of priority class system-cluster-critical"] },
  placement: { VK156: ["create a pod for control-plane nodes", "create a pod that tolerates every taint"] },
  "storage-classes": { VK156: [`create a claim of storage class ${foreignClass("{event}")}`] },
};

let hand: Hand;
let tenancy: Tenancy;

beforeAll(async () => {
  tenancy = await guardedTeams("vguard");
  hand = new Hand(tenancy);
});
afterAll(() => tenancy.remove());

test.each(Object.entries(unguarded))("without the guard %s", async (guard, red) => {
  const hole: Hole = { name: guard, red, open: (own) => own.unguard(guard) };
  expect(await redOf(hand, hole)).toEqual(wanted(hole, hand));
});
