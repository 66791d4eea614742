// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Tenancy } from "../tenancy/teams.ts";
import { Hand, type Hole, redOf, wanted } from "./holes.ts";
import { guardedTeams } from "./teams.ts";

// Rights that are too wide, or too narrow: each is given by an administrator and must turn its checks red, and no other.

const rbac = "rbac.authorization.k8s.io";
const unplanned = "unplanned rights in {own}";

const holes: readonly Hole[] = [
  {
    name: "the ClusterRole view for the whole cluster",
    open: (hand) => hand.bind({ kind: "ClusterRole", name: "view" }),
    red: {
      VK102: ["list pods in {other}", "get configmaps in {other}", "rights listed for {other}", "…"],
      VK103: ["list pods in kube-system", "…"],
      VK104: ["list namespaces", "list pods", "…"],
      VK110: ["GET pods of {other}", "GET configmaps of {other}", "…"],
    },
  },
  {
    name: "cluster-admin",
    open: (hand) => hand.bind({ kind: "ClusterRole", name: "cluster-admin" }),
    red: {
      VK102: ["delete secrets in {other}", "* * in {other}", "rights listed for {other}", "…"],
      VK103: ["get secrets in kube-system", "…"],
      VK104: ["* *", "get nodes/proxy", "create persistentvolumes", "…"],
      VK105: ["escalate clusterroles.rbac.authorization.k8s.io", "impersonate groups system:masters", "…"],
      VK106: ["create serviceaccounts/token in {own}", "…"],
      VK107: ["create endpointslices.discovery.k8s.io in {own}", "…"],
      VK108: ["get /metrics", "…"],
      VK109: ["wildcards among the rights in {own}"],
      VK110: ["GET secrets of {other}", "…"],
      VK133: ["delete the namespace", "lower Pod Security by merge patch", "…"],
      VK134: ["delete ResourceQuota quota", "delete NetworkPolicy deny-all", "…"],
      VK153: ["create a Role that may do everything", "…"],
    },
  },
  {
    name: "a Role that reads the Secrets of another team",
    open: (hand) =>
      hand.grant([{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list", "watch"] }], hand.other),
    red: {
      VK102: [...["get", "list", "watch"].map((verb) => `${verb} secrets in {other}`), "rights listed for {other}"],
      VK110: ["GET secrets of {other}"],
    },
  },
  {
    name: "a Role that writes the Deployments of another team",
    open: (hand) => hand.grant([{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["patch"] }], hand.other),
    red: { VK102: ["patch deployments.apps in {other}", "rights listed for {other}"] },
  },
  {
    name: "a Role in kube-system",
    open: (hand) => hand.grant([{ apiGroups: [""], resources: ["configmaps"], verbs: ["update"] }], "kube-system"),
    red: { VK103: ["update configmaps in kube-system"] },
  },
  {
    name: "escalate",
    open: (hand) => hand.grant([{ apiGroups: [rbac], resources: ["roles"], verbs: ["escalate"] }], hand.own),
    red: {
      VK105: [`escalate roles.${rbac} in {own}`],
      VK109: [unplanned],
      VK153: ["create a Role that may do everything", "create a Role that may edit quotas"],
    },
  },
  {
    name: "bind",
    open: (hand) => hand.grant([{ apiGroups: [rbac], resources: ["roles"], verbs: ["bind"] }], hand.own),
    red: { VK105: [`bind roles.${rbac} in {own}`, `bind roles.${rbac} team in {own}`], VK109: [unplanned] },
  },
  {
    name: "bind of every ClusterRole",
    open: (hand) => hand.grant([{ apiGroups: [rbac], resources: ["clusterroles"], verbs: ["bind"] }]),
    red: {
      VK105: [`bind clusterroles.${rbac}`, `bind clusterroles.${rbac} cluster-admin`],
      VK109: [unplanned],
      VK153: ["create a RoleBinding to cluster-admin"],
    },
  },
  {
    name: "impersonate",
    open: (hand) => hand.grant([{ apiGroups: [""], resources: ["users", "groups"], verbs: ["impersonate"] }]),
    red: {
      VK105: ["impersonate users", "impersonate groups", "impersonate groups system:masters"],
      VK109: [unplanned],
    },
  },
  {
    // Its guard still refuses, so only the right itself is red.
    name: "patch of the own namespace",
    open: (hand) => hand.grant([{ apiGroups: [""], resources: ["namespaces"], verbs: ["patch"] }], hand.own),
    red: { VK109: [unplanned] },
  },
  {
    name: "patch of the own namespace, and no guard",
    async open(hand) {
      await hand.grant([{ apiGroups: [""], resources: ["namespaces"], verbs: ["patch"] }], hand.own);
      await hand.unguard("namespaces");
    },
    red: {
      VK109: [unplanned],
      VK133: [
        "lower Pod Security by merge patch",
        "lower Pod Security by JSON patch",
        "lower Pod Security by apply",
        "take ownership off by merge patch",
      ],
    },
  },
  {
    name: "edit of quotas and limits",
    open: (hand) =>
      hand.grant(
        [{ apiGroups: [""], resources: ["resourcequotas", "limitranges"], verbs: ["update", "patch"] }],
        hand.own,
      ),
    red: { VK109: [unplanned] },
  },
  {
    // Who may delete quotas is one of the organizers for the guards.
    name: "deletion of quotas",
    open: (hand) => hand.grant([{ apiGroups: [""], resources: ["resourcequotas"], verbs: ["delete"] }], hand.own),
    red: {
      VK109: [unplanned],
      VK134: ["delete ResourceQuota quota", "delete NetworkPolicy deny-all", "…"],
      VK153: ["create a NetworkPolicy that opens all ways out", "…"],
    },
  },
  {
    name: "tokens of ServiceAccounts",
    open: (hand) =>
      hand.grant([{ apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] }], hand.own),
    red: {
      VK106: [
        "create serviceaccounts/token in {own}",
        "create serviceaccounts/token default in {own}",
        "create serviceaccounts/token team in {own}",
      ],
      VK109: [unplanned],
    },
  },
  {
    name: "no shell: exec is missing",
    open: (hand) =>
      hand.change("Role", "team", {
        rules: (
          hand.tenant.objects.find(({ kind, metadata }) => kind === "Role" && metadata.name === "team") as unknown as {
            rules: { resources: string[] }[];
          }
        ).rules.map((rule) => ({ ...rule, resources: rule.resources.filter((each) => each !== "pods/exec") })),
      }),
    red: { VK101: ["create pods/exec in {own}", "get pods/exec in {own}"] },
  },
  {
    name: "nodes/proxy",
    open: (hand) => hand.grant([{ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] }]),
    red: { VK104: ["get nodes/proxy"] },
  },
  {
    name: "certificate signing requests",
    open: (hand) =>
      hand.grant([
        { apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests"], verbs: ["create"] },
      ]),
    red: { VK104: ["create certificatesigningrequests.certificates.k8s.io"], VK109: [unplanned] },
  },
  {
    name: "webhooks",
    open: (hand) =>
      hand.grant([
        {
          apiGroups: ["admissionregistration.k8s.io"],
          resources: ["mutatingwebhookconfigurations"],
          verbs: ["create"],
        },
      ]),
    red: {
      VK104: ["create mutatingwebhookconfigurations.admissionregistration.k8s.io"],
      VK109: [unplanned],
    },
  },
  {
    name: "writing of endpoints",
    open: (hand) =>
      hand.grant([{ apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["update"] }], hand.own),
    red: { VK107: ["update endpointslices.discovery.k8s.io in {own}"], VK109: [unplanned] },
  },
  {
    name: "metrics of the apiserver",
    open: (hand) => hand.grant([{ nonResourceURLs: ["/metrics"], verbs: ["get"] }]),
    red: { VK108: ["get /metrics"] },
  },
];

let hand: Hand;
let tenancy: Tenancy;

beforeAll(async () => {
  tenancy = await guardedTeams("vright");
  hand = new Hand(tenancy);
});
afterAll(() => tenancy.remove());

test.each(holes)("$name", async (hole) => {
  expect(await redOf(hand, hole)).toEqual(wanted(hole, hand));
});
