// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { storageSnapshot, TeamStorage, type TeamStorageProps } from "../../../lib/kubernetes/index.ts";
import { faultsOf, labels, objectsOf, validate } from "../fixture.ts";

const owner = { event: "lugano-2022", team: "met_eo" };
const props: TeamStorageProps = { ...owner, name: "data", kind: "rwo", size: "10Gi" };
const metadata = {
  name: "data",
  namespace: "lugano-2022-met-eo",
  labels,
  annotations: { "bivouac.dev/teardown": "delete" },
};
const made = (
  over: Partial<TeamStorageProps>,
): { readonly storage: TeamStorage; readonly objects: ReturnType<typeof objectsOf> } => {
  let storage: TeamStorage | undefined;
  const objects = objectsOf((scope) => (storage = new TeamStorage(scope, "Data", { ...props, ...over })));
  return { storage: storage!, objects };
};

describe("TeamStorage", () => {
  test("a claim for one pod, in the quota with its class", async () => {
    const { storage, objects } = made({ storageClass: "fast", teardown: "snapshot" });
    expect(objects).toEqual([
      {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        metadata: { ...metadata, annotations: { "bivouac.dev/teardown": "snapshot" } },
        spec: {
          accessModes: ["ReadWriteOnce"],
          resources: { requests: { storage: "10Gi" } },
          storageClassName: "fast",
        },
      },
    ]);
    await validate(objects[0]!);
    expect(storage.demand).toEqual({
      "requests.storage": "10Gi",
      persistentvolumeclaims: "1",
      "fast.storageclass.storage.k8s.io/requests.storage": "10Gi",
      "fast.storageclass.storage.k8s.io/persistentvolumeclaims": "1",
    });
  });

  test("ephemeral storage is part of the pod", () => {
    expect(made({ kind: "ephemeral" })).toMatchObject({
      objects: [],
      storage: {
        volume: { name: "data", emptyDir: { sizeLimit: "10Gi" } },
        demand: { "requests.ephemeral-storage": "10Gi" },
      },
    });
    expect(made({ kind: "ephemeral", storageClass: "fast" }).storage.volume).toMatchObject({
      ephemeral: { volumeClaimTemplate: { spec: { storageClassName: "fast", accessModes: ["ReadWriteOnce"] } } },
    });
  });

  test("a bucket is a claim of the object store", () => {
    expect(made({ kind: "bucket", storageClass: "objects", teardown: "keep" }).objects).toMatchObject([
      {
        apiVersion: "objectbucket.io/v1alpha1",
        kind: "ObjectBucketClaim",
        spec: { generateBucketName: "data", storageClassName: "objects", additionalConfig: { maxSize: "10Gi" } },
      },
    ]);
  });

  test("rwx on a class that is not known to be shared is a warning, not a fault", () => {
    expect(made({ kind: "rwx", storageClass: "nfs" }).storage.warnings).toEqual([
      'rwx on class "nfs", which is not known to be shared by nodes: pods may wait for it without an end',
    ]);
    expect(made({ kind: "rwx", storageClass: "nfs", sharedClasses: ["nfs"] }).storage.warnings).toEqual([]);
  });

  test("a snapshot is an object of its own", () => {
    expect(storageSnapshot({ ...props, snapshotClass: "keep" }, "data-end")).toEqual({
      apiVersion: "snapshot.storage.k8s.io/v1",
      kind: "VolumeSnapshot",
      metadata: { name: "data-end", namespace: "lugano-2022-met-eo", labels },
      spec: { volumeSnapshotClassName: "keep", source: { persistentVolumeClaimName: "data" } },
    });
  });

  test.each<[Partial<TeamStorageProps>, string]>([
    [{ size: "big" }, 'size "big" is not a quantity: write 500m, 4, 512Mi or 8Gi'],
    [{ size: "0" }, 'size "0" is nothing: ask for 1Gi or more'],
    [{ earlierSize: "20Gi" }, "size 10Gi is less than the 20Gi that exist: claims only grow; make a new one and copy"],
    [{ kind: "bucket" }, "a bucket needs the storageClass of an object store: ask the organizers which one"],
    [
      { kind: "ephemeral", teardown: "keep" },
      'teardown "keep" of ephemeral storage: it goes with its pod; use rwo or rwx',
    ],
    [{ storageClass: "No!" }, 'storageClass "No!" is not a name: at most 253 of a-z, 0-9, - and .'],
  ])("%j is a fault", (over, fault) => {
    expect(faultsOf((scope) => new TeamStorage(scope, "Data", { ...props, ...over }))).toEqual([
      `BV601 chart/Data ${fault}`,
    ]);
  });
});
