// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectKubernetes, requestToken } from "../../../lib/live/index.ts";
import type { Json, Manifest } from "../../../lib/kubernetes/index.ts";
import type { Tenancy } from "../tenancy/teams.ts";
import { until } from "../tenancy/until.ts";
import { Hand, type Hole, redOf, wanted } from "./holes.ts";
import { guardedTeams } from "./teams.ts";

// What holds a namespace is missing or wrong, or the credential is another one.

const enforce = "pod-security.kubernetes.io/enforce";

const restrictedOnly = [
  "create a pod as root",
  "create a pod that keeps capabilities",
  "create a pod that may gain privileges",
  "create a pod with no seccomp profile named",
];
// What is not there cannot be tried.
const gone = (name: string): string[] =>
  ["change", "delete"].map((what) => `${what} NetworkPolicy ${name} unknown: not there`);
const policy = (hand: Hand, spec: Readonly<Record<string, Json>>): Manifest => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "hole", namespace: hand.own },
  spec: { podSelector: {}, ...spec },
});

const holes: readonly Hole[] = [
  {
    name: "the policy that denies all is deleted",
    open: (hand) => hand.take("NetworkPolicy", "deny-all"),
    red: { VK134: gone("deny-all"), VK137: ["network policy deny-all as planned"] },
  },
  {
    name: "all addresses may be reached",
    open: (hand) =>
      hand.make(policy(hand, { policyTypes: ["Egress"], egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] })),
    red: {
      VK138: [
        "connections to pods of {other}",
        "connections to pods of default",
        "connections to 169.254.169.254",
        "connections to 10.0.0.1",
        "connections to 203.0.113.0",
        "…",
      ],
    },
  },
  {
    name: "every namespace may come in",
    open: (hand) =>
      hand.make(policy(hand, { policyTypes: ["Ingress"], ingress: [{ from: [{ namespaceSelector: {} }] }] })),
    red: { VK138: ["connections from pods of {other}", "connections from pods of default", "…"] },
  },
  {
    name: "the way to DNS is closed",
    open: (hand) => hand.take("NetworkPolicy", "allow-dns"),
    red: {
      VK134: gone("allow-dns"),
      VK137: ["network policy allow-dns as planned"],
      VK138: ["connections to DNS of the cluster"],
    },
  },
  {
    name: "the Pod Security label is removed",
    open: (hand) => hand.change("Namespace", hand.own, { metadata: { labels: { [enforce]: null } } }),
    red: {
      VK131: [`label ${enforce}=restricted`],
      VK151: ["create a pod privileged", "create a pod with a path of the node", ...restrictedOnly, "…"],
    },
  },
  {
    name: "Pod Security is lowered to baseline",
    open: (hand) => hand.change("Namespace", hand.own, { metadata: { labels: { [enforce]: "baseline" } } }),
    red: { VK131: [`label ${enforce}=restricted`], VK151: restrictedOnly },
  },
  {
    name: "the event's label is removed",
    open: (hand) => hand.change("Namespace", hand.own, { metadata: { labels: { "bivouac.dev/event": null } } }),
    red: {
      VK106: ["create Secret with a token of team"],
      VK132: ["label bivouac.dev/event={event}"],
      VK134: ["delete NetworkPolicy deny-all", "…"],
      VK152: ["create a Service of type ExternalName", "…"],
      VK153: ["create a NetworkPolicy that opens all ways out", "…"],
      VK154: ["create a pod of an image from another registry", "create a pod of an image without a digest"],
      VK155: ["create an Ingress for *.apps.example.org", "…"],
      VK156: ["create a pod that tolerates every taint", "…"],
    },
  },
  {
    name: "the quota is raised",
    open: (hand) => hand.change("ResourceQuota", "quota", { spec: { hard: { "requests.cpu": "400", pods: "500" } } }),
    red: {
      VK135: ["quota quota as planned", "quota quota in force"],
      VK141: ["more requests.cpu than 4"],
    },
  },
  {
    name: "the quota is deleted",
    open: (hand) => hand.take("ResourceQuota", "quota"),
    red: {
      VK135: ["quota quota as planned", "quota quota in force"],
      VK141: ["more requests.cpu than 4", "more requests.memory than 8Gi", "more requests.nvidia.com/gpu than 0", "…"],
    },
  },
  {
    name: "the limit range is deleted",
    open: (hand) => hand.take("LimitRange", "limits"),
    red: { VK136: ["limit range limits as planned"], VK142: ["create a pod without limits"] },
  },
  {
    name: "a token that outlives the event",
    open: async () => {},
    async token({ tenancy, own }) {
      const live = await connectKubernetes("bivouac-lab");
      const late = new Date(Date.parse(tenancy.plan.lock.credentialsExpire) + 30 * 86_400_000).toISOString();
      const { token } = await requestToken(live, own, "team", late);
      live.close();
      return token;
    },
    red: { VK122: ["token that outlives {expires}"] },
  },
  {
    name: "a token without an end",
    open: async () => {},
    async token(hand) {
      // The event refuses such Secrets to administrators too, so its guard is away while this one is made.
      const opened = new Hand(hand.tenancy);
      await opened.unguard("bounded-tokens");
      const path = `/api/v1/namespaces/${hand.own}/secrets/endless`;
      const secret = {
        apiVersion: "v1",
        kind: "Secret",
        metadata: {
          name: "endless",
          namespace: hand.own,
          annotations: { "kubernetes.io/service-account.name": "team" },
        },
        type: "kubernetes.io/service-account-token",
      };
      const made = async (): Promise<boolean> =>
        hand.make(secret).then(
          () => true,
          () => false,
        );
      await until("the guard is away", made);
      let token = "";
      await until("the token is made", async () => {
        const { data } = (await hand.tenancy.admin.call("GET", path)).body as { data?: { token?: string } };
        token = Buffer.from(data?.token ?? "", "base64").toString("utf8");
        return token !== "";
      });
      await opened.undo();
      return token;
    },
    red: {
      VK122: ["bound to ServiceAccount team of {own}", "end of the token", "token that outlives {expires}"],
    },
  },
  {
    name: "a token of another ServiceAccount with the same rights",
    async open(hand) {
      await hand.make({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "robot", namespace: hand.own } });
      await hand.bind({ kind: "Role", name: "team" }, hand.own, "robot");
    },
    async token({ own }) {
      const live = await connectKubernetes("bivouac-lab");
      const { token } = await requestToken(live, own, "robot", new Date(Date.now() + 3_600_000).toISOString());
      live.close();
      return token;
    },
    red: {
      VK121: ["user is system:serviceaccount:{own}:team"],
      VK122: ["bound to ServiceAccount team of {own}"],
    },
  },
];

let hand: Hand;
let tenancy: Tenancy;

beforeAll(async () => {
  tenancy = await guardedTeams("vname");
  hand = new Hand(tenancy);
});
afterAll(() => tenancy.remove());

test.each(holes)("$name", async (hole) => {
  expect(await redOf(hand, hole)).toEqual(wanted(hole, hand));
});
