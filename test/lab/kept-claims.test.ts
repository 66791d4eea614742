// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectKubernetes, keepClaims, type Kubernetes } from "../../lib/live/index.ts";
import { expectSoon, installKinds, snapshotKinds } from "./web-kinds.ts";

// The lab has no storage driver: volumes are made by hand, and a snapshot's status is written as its controller would write it.

const namespace = `kept-${randomBytes(3).toString("hex")}`;
const claims = `/api/v1/namespaces/${namespace}/persistentvolumeclaims`;
const volumes = "/api/v1/persistentvolumes";
const snapshots = "/apis/snapshot.storage.k8s.io/v1";
const volume = (claim: string): string => `${namespace}-${claim}`;

let cluster: Kubernetes;
let removeKinds = async (): Promise<void> => {};

beforeAll(async () => {
  cluster = await connectKubernetes("bivouac-lab-2");
  removeKinds = await installKinds(cluster, snapshotKinds());
  await cluster.request("POST", "/api/v1/namespaces", { body: { metadata: { name: namespace } } });
  for (const [claim, fate] of [
    ["notes", "keep"],
    ["index", "snapshot"],
    ["cache", "delete"],
    ["plain", undefined],
  ] as const) {
    await cluster.request("POST", volumes, {
      body: {
        metadata: { name: volume(claim) },
        spec: {
          capacity: { storage: "1Gi" },
          accessModes: ["ReadWriteOnce"],
          persistentVolumeReclaimPolicy: "Delete",
          csi: { driver: "disks.example.org", volumeHandle: claim },
        },
      },
    });
    await cluster.request("POST", claims, {
      body: {
        metadata: { name: claim, ...(fate === undefined ? {} : { annotations: { "bivouac.dev/teardown": fate } }) },
        spec: {
          accessModes: ["ReadWriteOnce"],
          resources: { requests: { storage: "1Gi" } },
          storageClassName: "",
          volumeName: volume(claim),
        },
      },
    });
  }
  await cluster.request("POST", claims, {
    body: {
      metadata: { name: "unbound", annotations: { "bivouac.dev/teardown": "keep" } },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    },
  });
});

afterAll(async () => {
  await cluster.request("DELETE", `/api/v1/namespaces/${namespace}`).catch(() => undefined);
  for (const claim of ["notes", "index", "cache", "plain"])
    await cluster.request("DELETE", `${volumes}/${volume(claim)}`).catch(() => undefined);
  await cluster.request("DELETE", `${snapshots}/volumesnapshotcontents/${namespace}-content`).catch(() => undefined);
  const gone = (): Promise<boolean> =>
    cluster.request("GET", `/api/v1/namespaces/${namespace}`).then(
      () => false,
      () => true,
    );
  try {
    await expectSoon(gone, `${namespace} is gone`);
  } finally {
    await removeKinds();
    cluster.close();
  }
});

test("a snapshot that does not get ready holds the namespace back, and says what to do", async () => {
  const { kept, findings } = await keepClaims(cluster, namespace, { team: "nris", waitMs: 0 });
  expect(kept).toEqual([{ claim: "notes", held: `PersistentVolume ${volume("notes")}` }]);
  expect(findings).toMatchObject([{ code: "BV343", severity: "error", team: "nris" }]);
  expect(findings[0]?.message).toContain(`claim index in ${namespace} cannot be kept (snapshot)`);
});

test("what says keep or snapshot stays, the rest may go", async () => {
  const now = new Date("2022-11-11T18:00:00Z");
  const name = "index-20221111180000";
  const path = `${snapshots}/namespaces/${namespace}/volumesnapshots/${name}`;
  const keeping = keepClaims(cluster, namespace, { team: "nris", now });
  await expectSoon(
    () =>
      cluster.request("GET", path).then(
        () => true,
        () => false,
      ),
    "the snapshot is asked for",
  );
  await cluster.request("POST", `${snapshots}/volumesnapshotcontents`, {
    body: {
      apiVersion: "snapshot.storage.k8s.io/v1",
      kind: "VolumeSnapshotContent",
      metadata: { name: `${namespace}-content` },
      spec: {
        deletionPolicy: "Delete",
        driver: "disks.example.org",
        source: { volumeHandle: "index" },
        volumeSnapshotRef: { name, namespace },
      },
    },
  });
  await cluster.request("PATCH", `${path}/status`, {
    body: { status: { readyToUse: true, boundVolumeSnapshotContentName: `${namespace}-content` } },
  });
  expect(await keeping).toEqual({
    kept: [
      { claim: "index", held: `VolumeSnapshotContent ${namespace}-content` },
      { claim: "notes", held: `PersistentVolume ${volume("notes")}` },
    ],
    findings: [],
  });
  const policies = await Promise.all(
    ["notes", "index", "cache", "plain"].map(async (claim) => {
      const { spec } = await cluster.request<{ spec: { persistentVolumeReclaimPolicy: string } }>(
        "GET",
        `${volumes}/${volume(claim)}`,
      );
      return spec.persistentVolumeReclaimPolicy;
    }),
  );
  expect(policies).toEqual(["Retain", "Delete", "Delete", "Delete"]);
  const content = await cluster.request<{ spec: { deletionPolicy: string } }>(
    "GET",
    `${snapshots}/volumesnapshotcontents/${namespace}-content`,
  );
  expect(content.spec.deletionPolicy).toBe("Retain");
});

test("a namespace that is not there has nothing to keep", async () => {
  expect(await keepClaims(cluster, `${namespace}-none`, { team: "nris" })).toEqual({ kept: [], findings: [] });
});
