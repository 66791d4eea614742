// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from "vitest";
import { attempt, judge, type Probe } from "./matrix.ts";
import { claim, deployment, ingress, networkPolicy, pod, service } from "./samples.ts";
import { makeTenancy, type Tenancy, type Tenant } from "./teams.ts";

// Ways to take a volume, a host, an address or a node that is another's: the cases that apply of Capsule's end-to-end tests.

let tenancy: Tenancy;
let ant: Tenant;
let bee: Tenant;

beforeAll(async () => {
  tenancy = await makeTenancy({
    name: "takeover",
    edit: (input) => ({
      ...input,
      guardRails: { registries: ["registry.example.org/"], domain: "apps.example.org", storageClasses: ["standard"] },
    }),
  });
  [ant, bee] = tenancy.tenants;
});

afterAll(() => tenancy.remove());

test("volumes of others are not mounted", async () => {
  const { namespace } = ant;
  const pv = {
    metadata: { name: "stolen" },
    spec: { capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"], hostPath: { path: "/" } },
  };
  const claims = `/api/v1/namespaces/${namespace}/persistentvolumeclaims`;
  const probes = [
    attempt(ant.team, "refused", "a volume of its own making", "POST", "/api/v1/persistentvolumes", { body: pv }),
    attempt(ant.team, "refused", "a claim of a volume by name", "POST", claims, {
      body: claim("a", { volumeName: "pvc-of-bee" }),
    }),
    attempt(ant.team, "refused", "a claim of any free volume", "POST", claims, {
      body: claim("a", { storageClassName: "" }),
    }),
    attempt(ant.team, "refused", "a claim by labels", "POST", claims, {
      body: claim("a", { selector: { matchLabels: { team: bee.id } } }),
    }),
    attempt(ant.team, "allowed", "a claim of a new volume", "POST", claims, { body: claim("a") }),
    attempt(ant.team, "refused", "a volume of the node", "POST", `/api/v1/namespaces/${namespace}/pods`, {
      body: pod("a", {
        spec: {
          volumes: [{ name: "pv", iscsi: { targetPortal: "10.0.0.1:3260", iqn: "iqn.2001-04.org.example:a", lun: 0 } }],
        },
      }),
    }),
  ];
  expect(await judge("volumes", probes)).toEqual([]);
});

test("hosts and addresses of others are not taken", async () => {
  const ingresses = `/apis/networking.k8s.io/v1/namespaces/${ant.namespace}/ingresses`;
  const services = `/api/v1/namespaces/${ant.namespace}/services`;
  const host = (expected: Probe["expected"], name: string | undefined): Probe =>
    attempt(ant.team, expected, `host ${name ?? "(any)"}`, "POST", ingresses, { body: ingress("web", name) });
  const probes = [
    host("allowed", "ant.apps.example.org"),
    host("allowed", "shop.ant.apps.example.org"),
    host("refused", "bee.apps.example.org"),
    host("refused", "shop.bee.apps.example.org"),
    host("refused", "xant.apps.example.org"),
    host("refused", "apps.example.org"),
    host("refused", "*.ant.apps.example.org"),
    host("refused", "*.apps.example.org"),
    host("refused", "ant.apps.example.org.evil.example.com"),
    host("refused", undefined),
    ...[
      { externalIPs: ["192.0.2.1"] },
      { type: "ExternalName", externalName: `web.${bee.namespace}.svc`, selector: undefined, ports: undefined },
      { type: "LoadBalancer" },
      { type: "NodePort" },
      { type: "LoadBalancer", loadBalancerIP: "192.0.2.1" },
    ].map((spec) =>
      attempt(ant.team, "refused", `Service ${JSON.stringify(spec)}`, "POST", services, { body: service("web", spec) }),
    ),
    attempt(ant.team, "allowed", "a Service", "POST", services, { body: service("web") }),
  ];
  expect(await judge("hosts and addresses", probes)).toEqual([]);
});

test("images come from the organizers' registries, in every kind of container", async () => {
  const home = `/api/v1/namespaces/${ant.namespace}`;
  const extra = {
    ...(pod("x")["spec"] as { containers: object[] }).containers[0],
    name: "extra",
    image: "evil.example.com/x:1",
  };
  const made = await ant.team.call("POST", `${home}/pods`, { body: pod("debugged") });
  expect(made.message).toBe("");
  const probes = [
    attempt(ant.team, "allowed", "registry.example.org", "POST", `${home}/pods`, { body: pod("a") }),
    attempt(ant.team, "refused", "another registry", "POST", `${home}/pods`, {
      body: pod("a", { container: { image: "evil.example.com/x:1" } }),
    }),
    attempt(ant.team, "refused", "no registry", "POST", `${home}/pods`, {
      body: pod("a", { container: { image: "nginx" } }),
    }),
    attempt(ant.team, "refused", "a registry that begins alike", "POST", `${home}/pods`, {
      body: pod("a", { container: { image: "registry.example.org.evil.example.com/x:1" } }),
    }),
    attempt(ant.team, "refused", "an init container", "POST", `${home}/pods`, {
      body: pod("a", { spec: { initContainers: [extra] } }),
    }),
    attempt(ant.team, "refused", "a Deployment", "POST", `/apis/apps/v1/namespaces/${ant.namespace}/deployments`, {
      body: deployment("a", { container: { image: "evil.example.com/x:1" } }),
    }),
    attempt(ant.team, "refused", "an image changed later", "PATCH", `${home}/pods/debugged`, {
      body: [{ op: "replace", path: "/spec/containers/0/image", value: "evil.example.com/x:1" }],
      type: "patch",
    }),
    attempt(ant.team, "refused", "an ephemeral container", "PATCH", `${home}/pods/debugged/ephemeralcontainers`, {
      body: { spec: { ephemeralContainers: [extra] } },
      type: "strategic",
    }),
    attempt(
      ant.team,
      "allowed",
      "an ephemeral container of ours",
      "PATCH",
      `${home}/pods/debugged/ephemeralcontainers`,
      {
        body: { spec: { ephemeralContainers: [{ ...extra, image: "registry.example.org/debug:1" }] } },
        type: "strategic",
      },
    ),
  ];
  expect(await judge("images", probes)).toEqual([]);
});

test("nodes, priorities and network openings are the organizers'", async () => {
  const pods = `/api/v1/namespaces/${ant.namespace}/pods`;
  const policies = `/apis/networking.k8s.io/v1/namespaces/${ant.namespace}/networkpolicies`;
  const toleration = { key: "node-role.kubernetes.io/control-plane", operator: "Exists" };
  const everywhere = { namespaceSelector: {} };
  const probes = [
    attempt(ant.team, "refused", "a node by name", "POST", pods, { body: pod("a", { spec: { nodeName: "fake-0" } }) }),
    attempt(ant.team, "refused", "the control plane", "POST", pods, {
      body: pod("a", { spec: { tolerations: [toleration] } }),
    }),
    attempt(ant.team, "refused", "every taint", "POST", pods, {
      body: pod("a", { spec: { tolerations: [{ operator: "Exists" }] } }),
    }),
    attempt(ant.team, "refused", "another team's nodes", "POST", pods, {
      body: pod("a", { spec: { nodeSelector: { team: bee.id } } }),
    }),
    attempt(ant.team, "refused", "the cluster's own priority", "POST", pods, {
      body: pod("a", { spec: { priorityClassName: "system-cluster-critical" } }),
    }),
    ...[
      { ingress: [{}] },
      { ingress: [{ from: [everywhere] }] },
      { egress: [{}], policyTypes: ["Egress"] },
      {
        egress: [{ to: [{ ipBlock: { cidr: "169.254.169.254/32" } }] }],
        policyTypes: ["Egress"],
      },
    ].map((spec) =>
      attempt(ant.team, "refused", `policy ${JSON.stringify(spec)}`, "POST", policies, {
        body: networkPolicy("open", spec),
      }),
    ),
  ];
  expect(await judge("placement and openings", probes)).toEqual([]);
});
