// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { teamNamespace } from "../../../lib/kubernetes/objects/namespace.ts";
import { teamQuota } from "../../../lib/kubernetes/objects/quota.ts";
import type { Manifest } from "../../../lib/kubernetes/index.ts";
import { connectKubernetes, type Kubernetes, liveObjects } from "../../../lib/live/index.ts";
import { lintManifests } from "../../../lib/manifests/index.ts";
import { countKey } from "../../../lib/manifests/quota/usage.ts";
import { expectSoon, installKinds } from "../web-kinds.ts";
import { variants } from "./variants.ts";

// Every object that the constructs can write, on the real apiserver with the makers' own definitions, in a namespace where Pod Security
// "restricted" is enforced, with a quota and a limit range.

const owner = { event: `data-${randomBytes(3).toString("hex")}`, team: "dwdi" };
const namespace = `${owner.event}-dwdi`;
let cluster: Kubernetes;
let removeKinds = async (): Promise<void> => {};

beforeAll(async () => {
  await promisify(execFile)(join(inject("lab").scripts, "crds"), ["--cluster", "3"]);
  cluster = await connectKubernetes("bivouac-lab-3");
  removeKinds = await installKinds(cluster);
  const quota = teamQuota({ ...owner, size: "large" });
  for (const object of [teamNamespace({ ...owner, contact: "ann@example.org" }), quota.quota, quota.limits])
    await cluster.request("POST", pathOf(object), { body: object });
  await expectSoon(async () => {
    const { status } = await cluster.request<{ readonly status?: { readonly used?: object } }>(
      "GET",
      `/api/v1/namespaces/${namespace}/resourcequotas/quota`,
    );
    return Object.keys(status?.used ?? {}).includes("count/httproutes.gateway.networking.k8s.io");
  }, "the quota is counted");
});

afterAll(async () => {
  const path = `/api/v1/namespaces/${namespace}`;
  await cluster.request("DELETE", path).catch(() => undefined);
  try {
    await expectSoon(
      () =>
        cluster.request("GET", path).then(
          () => false,
          () => true,
        ),
      `${namespace} is gone`,
    );
  } finally {
    await removeKinds();
    cluster.close();
  }
});

const all = variants(owner);
let taken = 0;

describe("every variant of every construct", () => {
  test.each(all)(
    "$title: the linter finds nothing, the apiserver takes it all and keeps every field",
    async ({ objects }) => {
      expect(
        lintManifests(objects, { settings: { minor: 36 } }).filter(({ severity }) => severity === "error"),
      ).toEqual([]);
      for (const object of objects) await cluster.request("POST", pathOf(object), { body: object });
      taken += objects.length;
      const live = await liveObjects(cluster, objects);
      // A field that the definition does not know is dropped without a word.
      expect(live.map((each, index) => lost(objects[index] ?? {}, each)).flat()).toEqual([]);
      for (const object of objects)
        await cluster.request("DELETE", `${pathOf(object)}/${object.metadata.name}`).catch(() => undefined);
      await expectSoon(async () => (await liveObjects(cluster, objects)).length === 0, "all are gone");
    },
  );

  test("all of them were tried", () => {
    console.log(`constructs on the apiserver: ${all.length} variants, ${taken} objects taken`);
    expect(taken).toBe(all.reduce((sum, { objects }) => sum + objects.length, 0));
  });
});

const listener = { name: "tls", port: 9093, type: "internal", tls: true, authentication: { type: "scram-sha-512" } };

/** Faults that the apiserver refuses: each is found before, by this code. */
const refused: readonly (readonly [code: string, title: string, object: Manifest])[] = [
  ["KA110", "a listener's name in capitals", kafka({ listeners: [{ ...listener, name: "TLS" }] })],
  ["ES102", "a set of nodes with a name that is too long", elasticsearch({ name: "a".repeat(24), count: 1 })],
];

test.each(refused)("%s finds %s, which the apiserver refuses", async (code, _, object) => {
  expect(lintManifests([object]).map((finding) => finding.code)).toContain(code);
  await expect(cluster.request("POST", `${pathOf(object)}?dryRun=All`, { body: object })).rejects.toThrow(
    /422|Invalid/i,
  );
});

function pathOf({ apiVersion, kind, metadata }: Manifest): string {
  const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
  const plural = countKey("", kind).slice("count/".length);
  return `${group === "" ? `/api/${version}` : `/apis/${apiVersion}`}${metadata.namespace === undefined ? "" : `/namespaces/${metadata.namespace}`}/${plural}`;
}

/** Paths of what was written and is not there; Secrets come back in base64. */
function lost(written: unknown, live: unknown, path = ""): string[] {
  if (path === ".stringData") return [];
  if (typeof written !== "object" || written === null)
    return written === live || typeof live === "string" ? [] : [path];
  if (typeof live !== "object" || live === null) return Object.keys(written).length === 0 ? [] : [path];
  return Object.entries(written).flatMap(([key, value]) =>
    lost(value, new Map(Object.entries(live)).get(key), `${path}.${key}`),
  );
}

function kafka(over: object): Manifest {
  return {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "Kafka",
    metadata: { name: "wrong", namespace },
    spec: { kafka: { version: "4.3.1", listeners: [listener], ...over }, entityOperator: {} },
  };
}

function elasticsearch(set: object): Manifest {
  return {
    apiVersion: "elasticsearch.k8s.elastic.co/v1",
    kind: "Elasticsearch",
    metadata: { name: "wrong", namespace },
    spec: { version: "9.4.3", nodeSets: [set] },
  } as unknown as Manifest;
}
