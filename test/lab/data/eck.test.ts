// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { teamNamespace } from "../../../lib/kubernetes/objects/namespace.ts";
import { teamQuota } from "../../../lib/kubernetes/objects/quota.ts";
import { connectKubernetes, type Kubernetes } from "../../../lib/live/index.ts";
import { budgets, type Fields, lintManifests, Manifest, manifestSet } from "../../../lib/manifests/index.ts";
import type { LintFinding } from "../../../lib/lint/index.ts";
import { Quantity } from "../../../lib/model/index.ts";
import { expansion } from "../../../lib/manifests/operators/index.ts";
import { expectSoon } from "../web-kinds.ts";
import { containersOf, customKinds, found, madeKinds, pathOf, predicted } from "./eck-namespace.ts";
import { type EckCase, eckCases, elasticsearch, openings, plain, reference, secretsOf } from "./eck-cases.ts";

// The real ECK operator, with the rights that its makers document, against a real control plane: in a team's namespace where Pod Security
// "restricted" is enforced and a quota holds exactly what the tables of lib/manifests/operators say, it makes what they say and no more.
// Pods are made by Kubernetes' own controllers and are Ready at once on nodes that run nothing. So no Elasticsearch answers the operator:
// what it does through its API is shown by eck-engine.test.ts as far as it can be.

const event = `eck-${randomBytes(3).toString("hex")}`;
let cluster: Kubernetes;

beforeAll(async () => {
  cluster = await connectKubernetes("bivouac-lab-3");
});

afterAll(async () => {
  const spaces = await cluster.list<Fields & { metadata: { name: string } }>("/api/v1/namespaces");
  const ours = spaces.map(({ metadata }) => metadata.name).filter((name) => name.startsWith(`${event}-`));
  for (const name of ours) await cluster.request("DELETE", `/api/v1/namespaces/${name}`).catch(() => undefined);
  for (const name of ours) await gone(`/api/v1/namespaces/${name}`);
  cluster.close();
});

describe.each(eckCases)("$title", (one) => {
  const plan = planOf(one, one.title);

  test("all that the operator makes is admitted, and is what was predicted, to the container", async () => {
    await begin(plan);
    await expectSoon(async () => (await namesFound(plan)).join() === namesOf(plan.made).join(), `${plan.space}: all`);
    for (const kind of ["StatefulSet", "Deployment"] as const)
      for (const actual of await found(cluster, plan.space, kind)) {
        const said = plan.made.find(({ subject }) => subject === actual.subject);
        expect([actual.subject, withoutEmpty(containersOf(actual))]).toEqual([
          actual.subject,
          withoutEmpty(containersOf(said ?? actual)),
        ]);
      }
  });

  test("all pods come up, and the quota is used up to the last byte of what was predicted", async () => {
    const pods = plan.rows.get("pods")?.toString();
    await expectSoon(async () => String((await podsReady(plan)).length) === pods, `${plan.space}: ${pods} pods`);
    await expectSoon(
      async () => JSON.stringify(await used(plan)) === JSON.stringify(Object.fromEntries(amounts(plan.rows))),
      `${plan.space}: used`,
    ).catch(() => undefined);
    expect(await used(plan)).toEqual(Object.fromEntries(amounts(plan.rows)));
    console.log(line(plan));
  });

  test("once the custom resources are deleted, nothing of the operator's is left but claims that are to stay", async () => {
    const claims = await found(cluster, plan.space, "PersistentVolumeClaim");
    // The operator gives claims their owner some time after it made them. Deleted before that, it leaves them behind.
    await expectSoon(
      async () => (await owned(plan)) === claims.filter(({ name }) => !plan.keeps(name)).length,
      "owned",
    );
    for (const kind of customKinds)
      for (const { name } of await found(cluster, plan.space, kind))
        await cluster.request("DELETE", `${pathOf(kind, plan.space)}/${name}`);
    await expectSoon(async () => (await namesFound(plan)).length === 0, `${plan.space}: empty`);
    await expectSoon(async () => (await podsReady(plan)).length === 0, `${plan.space}: no pods`);
    const stays = claims.map(({ name }) => name).filter((name) => plan.keeps(name));
    const left = async () => (await found(cluster, plan.space, "PersistentVolumeClaim")).map(({ name }) => name);
    await expectSoon(async () => (await left()).length === stays.length, `${plan.space}: claims`);
    expect(await left()).toEqual(stays);
  });
});

// What is said to be too small is, and what is said not to be admitted is not.
test.each([
  ["secrets", "objects-over-quota"],
  ["services", "objects-over-quota"],
  ["configmaps", "objects-over-quota"],
  ["persistentvolumeclaims", "storage-over-quota"],
  ["requests.storage", "storage-over-quota"],
  ["pods", "over-quota"],
  ["limits.cpu", "over-quota"],
])("a quota that is a little too small in %s is a finding first, and then really refuses", async (key, rule) => {
  const plan = planOf(plain, `less-${key.replace(/[^a-z]/g, "").slice(0, 8)}`, (hard) => {
    const less: Readonly<Record<string, string>> = { "limits.cpu": "900m", "requests.storage": "1023Mi" };
    hard[key] = less[key] ?? String(Number(hard[key]) - 1);
  });
  expect(errorsOf(plan).map((one) => [one.rule, one.message.includes(key)])).toEqual([[rule, true]]);
  await begin(plan);
  await expectSoon(async () => (await refusals(plan)).includes("exceeded quota: all"), `${plan.space}: refused`);
});

test.each(openings)("a pod template without $title is a finding first, and then really refused", async (opening) => {
  const plan = planOf(opening, opening.title, ample);
  expect(new Set(errorsOf(plan).map(({ rule }) => rule))).toEqual(new Set(opening.rules));
  await begin(plan);
  await expectSoon(async () => (await refusals(plan)).includes(opening.refusal), `${plan.space}: refused`);
});

test.each([[1], [undefined]])(
  "with maxSurge %s, a nodeSet of another name comes up beside the old one as far as is said",
  async (maxSurge) => {
    const both = { requests: { cpu: "100m", memory: "2Gi" }, limits: { cpu: "1", memory: "2Gi" } };
    const named = (name: string): Fields => ({
      version: "9.4.3",
      ...(maxSurge !== undefined && { updateStrategy: { changeBudget: { maxSurge } } }),
      nodeSets: [{ name, count: 3, resources: both }],
    });
    const plan = planOf(
      { title: "surge", objects: () => [elasticsearch(named("old"))] },
      `surge-${maxSurge ?? "all"}`,
      ample,
    );
    await begin(plan);
    await expectSoon(async () => (await podsReady(plan)).length === 3, `${plan.space}: three`);
    const path = `${pathOf("Elasticsearch", plan.space)}/search`;
    await cluster.request("PATCH", path, { body: { spec: named("new") } });
    const said = new Manifest({ ...elasticsearch(named("new")), metadata: { name: "search", namespace: plan.space } });
    const surge = expansion(said, manifestSet([said])).flatMap((each) => each.surge ?? []);
    await expectSoon(async () => (await podsReady(plan)).length === 3 + (surge[0] ?? 0), `${plan.space}: more`);
    const sets = await found(cluster, plan.space, "StatefulSet");
    expect(sets.map(({ name, value }) => [name, (value["spec"] as Fields)["replicas"]])).toEqual([
      ["search-es-new", maxSurge ?? 3],
      ["search-es-old", 3],
    ]);
  },
);

test("a namespace goes with everything in it", async () => {
  const plan = planOf(reference, "goes");
  await begin(plan);
  await expectSoon(async () => (await namesFound(plan)).join() === namesOf(plan.made).join(), `${plan.space}: all`);
  await cluster.request("DELETE", `/api/v1/namespaces/${plan.space}`);
  await gone(`/api/v1/namespaces/${plan.space}`);
  await expect(cluster.request("GET", `/api/v1/namespaces/${plan.space}`)).rejects.toThrow("not found");
});

interface Plan {
  readonly title: string;
  readonly space: string;
  readonly around: readonly Fields[];
  readonly objects: readonly Fields[];
  readonly made: readonly Manifest[];
  /** What each key of the quota needs, once jobs are over. */
  readonly rows: ReadonlyMap<string, Quantity>;
  /** A claim that stays when the custom resources go. */
  keeps(claim: string): boolean;
}

const keys =
  `requests.cpu limits.cpu requests.memory limits.memory requests.storage pods persistentvolumeclaims secrets configmaps
  services count/statefulsets.apps count/deployments.apps count/poddisruptionbudgets.policy`.split(/\s+/);

function planOf(one: EckCase, team: string, change: (hard: Record<string, string>) => void = () => undefined): Plan {
  const owner = { event, team };
  const space = `${event}-${team}`;
  const written = one.objects(owner);
  const made = predicted(manifestSet(written.map((each) => new Manifest(each, { namespace: space }))));
  const secrets = secretsOf(
    written,
    made.map(({ name }) => name),
  );
  const objects = [...secrets, ...written].map((each): Fields => {
    const metadata = each["metadata"] as Fields;
    return { ...each, metadata: { ...metadata, namespace: space } };
  });
  const limits: Fields = { ...teamQuota({ ...owner, size: "large" }).limits };
  const needed = (list: readonly Fields[]): Map<string, Quantity> => {
    const set = manifestSet([quotaOf(space, zeros), limits, ...list].map((each) => new Manifest(each)));
    const rows = budgets(set).get(space)?.fits()[0]?.rows ?? [];
    return new Map(rows.map((row) => [row.resource, row.needed]));
  };
  const hard = Object.fromEntries([...needed(objects)].map(([key, amount]) => [key, amount.toString()]));
  change(hard);
  const policy = objects.find(({ kind }) => kind === "Elasticsearch") as { spec?: Fields } | undefined;
  return {
    title: one.title,
    space,
    around: [{ ...teamNamespace({ ...owner, contact: "ann@example.org" }) }, quotaOf(space, hard), limits],
    objects,
    made,
    rows: needed(objects.filter(({ kind }) => kind !== "Job")),
    keeps: (claim) =>
      !claim.startsWith("elasticsearch-data-") || policy?.spec?.["volumeClaimDeletePolicy"] === "DeleteOnScaledownOnly",
  };
}

function ample(hard: Record<string, string>): void {
  for (const key of Object.keys(hard)) hard[key] = key.includes("memory") || key.includes("storage") ? "999Gi" : "99";
}

const zeros = Object.fromEntries(keys.map((key) => [key, "0"]));

function quotaOf(namespace: string, hard: Readonly<Record<string, string>>): Fields {
  return { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "all", namespace }, spec: { hard } };
}

/** Makes the namespace, waits for its quota to be counted, then makes everything in it. */
async function begin(plan: Plan): Promise<void> {
  const [namespace, quota, limits] = plan.around;
  await cluster.request("POST", "/api/v1/namespaces", { body: namespace });
  await cluster.request("POST", `/api/v1/namespaces/${plan.space}/resourcequotas`, { body: quota });
  await cluster.request("POST", `/api/v1/namespaces/${plan.space}/limitranges`, { body: limits });
  await expectSoon(async () => (await used(plan))["configmaps"] === "1000", `${plan.space}: quota`);
  for (const object of plan.objects)
    await cluster.request("POST", pathOf(String(object["kind"]), plan.space), { body: object });
}

function namesOf(made: readonly Manifest[]): string[] {
  return made.map(({ subject }) => subject).toSorted();
}

async function namesFound(plan: Plan): Promise<string[]> {
  const lists = await Promise.all(madeKinds.map((kind) => found(cluster, plan.space, kind, plan.objects)));
  return namesOf(lists.flat());
}

async function podsReady({ space }: Plan): Promise<readonly Manifest[]> {
  const pods = await found(cluster, space, "Pod");
  return pods.filter(({ value }) => (value["status"] as Fields)["phase"] === "Running");
}

/** How many claims go with what owns them. */
async function owned({ space }: Plan): Promise<number> {
  const claims = await found(cluster, space, "PersistentVolumeClaim");
  return claims.filter(({ value }) => (value["metadata"] as Fields)["ownerReferences"] !== undefined).length;
}

async function used({ space }: Plan): Promise<Record<string, string>> {
  const path = `/api/v1/namespaces/${space}/resourcequotas/all`;
  const { status } = await cluster.request<{ status?: { used?: Record<string, string> } }>("GET", path);
  return Object.fromEntries(
    Object.entries(status?.used ?? {})
      .map(([key, amount]): [string, string] => [key, String(Quantity.parse(amount).millis)])
      .toSorted(byKey),
  );
}

function amounts(rows: ReadonlyMap<string, Quantity>): [string, string][] {
  return [...rows].map(([key, amount]): [string, string] => [key, String(amount.millis)]).toSorted(byKey);
}

function byKey([one]: readonly [string, string], [other]: readonly [string, string]): number {
  return one < other ? -1 : 1;
}

function withoutEmpty(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** What the linter says of the namespace with all that is written for it. */
function errorsOf({ around, objects }: Plan): readonly LintFinding[] {
  return lintManifests([...around, ...objects]).filter(({ severity }) => severity === "error");
}

/** What controllers could not make: messages of the namespace's events, and what the operator's log says of it, for it tells not all by events. */
async function refusals({ space }: Plan): Promise<string> {
  const events = await cluster.list<Fields>(`/api/v1/namespaces/${space}/events`);
  const log = await readFile(join(dirname(inject("lab").kubeconfig), "kubernetes/3/log/elastic-operator.log"), "utf8");
  const said = log.split("\n").filter((text) => text.includes(`"${space}"`) && text.includes('"error"'));
  return [...events.map(({ message }) => String(message)), ...said].join("\n");
}

async function gone(path: string): Promise<void> {
  const isGone = (): Promise<boolean> =>
    cluster.request("GET", path).then(
      () => false,
      () => true,
    );
  await expectSoon(isGone, `${path} is gone`);
}

/** One line of the table of counts. */
function line({ title, rows }: Plan): string {
  const of = (key: string): string => rows.get(key)?.toString() ?? "0";
  return [
    `eck ${title.padEnd(10)}`,
    ...["pods", "persistentvolumeclaims", "secrets", "configmaps", "services"].map((key) => `${key} ${of(key)}`),
    `cpu ${of("requests.cpu")}/${of("limits.cpu")}`,
    `memory ${of("requests.memory")}/${of("limits.memory")}`,
    `storage ${of("requests.storage")}`,
  ].join(", ");
}
