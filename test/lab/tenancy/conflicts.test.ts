// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Manifest } from "../../../lib/kubernetes/index.ts";
import {
  connectKubernetes,
  driftFindings,
  heldFindings,
  heldNamespace,
  type Kubernetes,
  kubernetesDrift,
  type PlannedObject,
} from "../../../lib/live/index.ts";
import { pathOf } from "./discovery.ts";
import { deployment } from "./samples.ts";
import { makeTenancy, type Tenancy, type Tenant } from "./teams.ts";
import { until } from "./until.ts";

// Several hands on the same objects, and what does not let go.

let tenancy: Tenancy;
let live: Kubernetes;
let ant: Tenant;
let bee: Tenant;
let planned: readonly PlannedObject[];

beforeAll(async () => {
  tenancy = await makeTenancy({
    name: "hands",
    edit: (input) => ({
      ...input,
      teams: Object.fromEntries(
        Object.entries(input.teams).map(([id, team]) => [
          id,
          { ...team, namespace: { workspace: { image: "registry.example.org/a:1", cpu: "0.25", memory: "0.5Gi" } } },
        ]),
      ),
    }),
  });
  [ant, bee] = tenancy.tenants;
  planned = ant.objects;
  live = await connectKubernetes("bivouac-lab");
});

afterAll(async () => {
  live.close();
  await tenancy.remove();
});

const applied = (object: Manifest, manager: string, force: boolean) =>
  tenancy.admin.call("PATCH", `${pathOf(tenancy.served, object)}?fieldManager=${manager}&force=${force}`, {
    body: object,
    type: "apply",
  });

test("two administrators who apply the same team at once come to the same, without a conflict", async () => {
  const rounds = ["ann", "bob", "ann", "bob"];
  const answers = await Promise.all(
    rounds.flatMap((manager) => ant.objects.map((object) => applied(object, manager, false))),
  );
  console.log(`applied at once: ${answers.length}, refused ${answers.filter(({ status }) => status >= 300).length}`);
  expect(answers.filter(({ status }) => status >= 300).map(({ message }) => message)).toEqual([]);
  expect(await kubernetesDrift(live, planned)).toEqual([]);
});

test("what they do not agree on is named, with the field and who holds it", async () => {
  const quota = ant.objects.find(({ kind }) => kind === "ResourceQuota")!;
  const spec = quota["spec"] as { readonly hard: Readonly<Record<string, string>> };
  const other: Manifest = { ...quota, spec: { ...spec, hard: { ...spec.hard, pods: "7" } } };
  const refused = await applied(other, "carl", false);
  expect([refused.status, refused.reason]).toEqual([409, "Conflict"]);
  expect(refused.message).toMatch(/conflicts? with "(ann|bob|bivouac)".*|\.spec\.hard\.pods/s);
  expect(await kubernetesDrift(live, planned)).toEqual([]);

  expect((await applied(other, "carl", true)).status).toBe(200);
  const drifts = await kubernetesDrift(live, planned);
  expect(drifts).toEqual([
    {
      object: "ResourceQuota quota",
      namespace: ant.namespace,
      field: "spec.hard.pods",
      planned: spec.hard["pods"],
      seen: "7",
      by: "carl",
    },
  ]);
  expect(driftFindings(drifts, "ant")).toMatchObject([
    {
      code: "BV341",
      team: "ant",
      message: "ResourceQuota quota is not as planned: spec.hard.pods, last written by carl",
      seen: "7",
    },
  ]);
  expect((await applied(quota, "bivouac", true)).status).toBe(200);
  expect(await kubernetesDrift(live, planned)).toEqual([]);
});

test("a team does not get at the organizers' objects; where somebody did, each field is named", async () => {
  const home = `/apis/networking.k8s.io/v1/namespaces/${ant.namespace}/networkpolicies`;
  const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${ant.namespace}`;
  const open = { body: { spec: { ingress: [{}] } } };
  expect((await ant.team.call("PATCH", `${home}/deny-all`, open)).message).toContain("ValidatingAdmissionPolicy");
  expect(await kubernetesDrift(live, planned)).toEqual([]);

  const careless = { headers: { "user-agent": "careless" } };
  await tenancy.admin.call("PATCH", `${home}/deny-all?fieldManager=careless`, { ...open, ...careless });
  await tenancy.admin.call("DELETE", `${home}/allow-dns`);
  const guest = { apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "guest" };
  await tenancy.admin.call("PATCH", `${rbac}/rolebindings/viewers?fieldManager=careless`, {
    body: [{ op: "add", path: "/subjects/-", value: guest }],
    type: "patch",
  });
  await tenancy.admin.call("PATCH", `/api/v1/namespaces/${ant.namespace}?fieldManager=careless`, {
    body: { metadata: { labels: { "pod-security.kubernetes.io/enforce": "privileged" } } },
  });
  const drifts = await kubernetesDrift(live, planned);
  const named = drifts.map(({ object, field, by }) => [object, field, by] as const);
  expect(named.toSorted(([a], [b]) => a.localeCompare(b))).toEqual([
    [`Namespace ${ant.namespace}`, "metadata.labels.pod-security.kubernetes.io/enforce", "careless"],
    ["NetworkPolicy allow-dns", undefined, undefined],
    ["NetworkPolicy deny-all", "spec.ingress", "careless"],
    ["RoleBinding viewers", "subjects", "careless"],
  ]);
  expect(
    driftFindings(drifts)
      .map(({ code }) => code)
      .toSorted(),
  ).toEqual(["BV340", "BV341", "BV341", "BV341"]);
  for (const object of ant.objects) await tenancy.apply(object);
  // An apply leaves alone what it never held: the opened policy is put back by removing what was added.
  await tenancy.admin.call("PATCH", `${home}/deny-all`, { body: { spec: { ingress: null } } });
  const left = await kubernetesDrift(live, planned);
  expect(left).toEqual([]);
});

test("what the team makes beside them is no drift", async () => {
  const path = `/apis/apps/v1/namespaces/${ant.namespace}/deployments`;
  expect((await ant.team.call("POST", path, { body: deployment("own") })).status).toBe(201);
  expect(await kubernetesDrift(live, planned)).toEqual([]);
});

test("a namespace that does not go says which object holds it, and whom that waits for", async () => {
  const home = `/api/v1/namespaces/${bee.namespace}`;
  expect(await heldNamespace(live, bee.namespace)).toBeUndefined();
  const metadata = { name: "keeper", finalizers: ["example.org/backup"] };
  expect((await bee.team.call("POST", `${home}/configmaps`, { body: { metadata } })).status).toBe(201);
  await tenancy.admin.call("DELETE", home);
  const held = () => heldNamespace(live, bee.namespace);
  await until("only the keeper is left", async () => {
    const found = await held();
    return found?.reasons.some((reason) => reason.includes("example.org/backup")) === true;
  });
  const found = (await held())!;
  expect(found.holders).toEqual([{ object: "ConfigMap keeper", finalizers: ["example.org/backup"] }]);
  expect(heldFindings(found, "bee")).toMatchObject([
    {
      code: "BV342",
      team: "bee",
      message: `namespace ${bee.namespace} is being removed since ${found.since} and held by ConfigMap keeper`,
      seen: "finalizers example.org/backup",
    },
  ]);
  await tenancy.admin.call("PATCH", `${home}/configmaps/keeper`, { body: { metadata: { finalizers: null } } });
  await until("the namespace is gone", async () => (await tenancy.admin.call("GET", home)).status === 404);
  expect(await held()).toBeUndefined();
});
