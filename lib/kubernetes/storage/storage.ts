// SPDX-License-Identifier: Apache-2.0
import { Quantity, teardownAnnotation } from "../../model/light.ts";
import type { Json, Manifest } from "../objects/manifest.ts";
import { dnsLabelFaults, ownedMetadata, ownerFaults, quantityFaults, type TeamOwnedProps } from "../objects/owned.ts";

/** What becomes of the data when the event ends. */
export type StorageTeardown = "keep" | "snapshot" | "delete";

export interface StorageProps extends TeamOwnedProps {
  /** Name of the claim and of the volume in a pod. */
  readonly name: string;
  /**
   * `ephemeral`: goes with the pod. `rwo`: one pod at a time. `rwx`: many pods on many nodes. `bucket`: objects over S3; a controller
   * of the cluster writes address and keys into a ConfigMap and a Secret of the same name.
   */
  readonly kind: "ephemeral" | "rwo" | "rwx" | "bucket";
  /**
   * Size, `10Gi`. Claims count as `requests.storage`, ephemeral directories as `requests.ephemeral-storage` of the pods that mount them.
   * For a bucket it is the upper bound that the object store keeps; no ResourceQuota knows it.
   */
  readonly size: string;
  /**
   * Storage class.
   * @default - the cluster's own; an ephemeral volume without a class is a directory on the node. A bucket needs one.
   */
  readonly storageClass?: string | undefined;
  /**
   * What `bivouac destroy` does with the data: `keep` tells the volume to stay (reclaim policy Retain), `snapshot` makes a copy that stays
   * (deletion policy Retain), `delete` lets it go with the namespace. Whoever deletes the namespace by hand gets what the classes say.
   * @default "delete"
   */
  readonly teardown?: StorageTeardown | undefined;
  /** Class of snapshots. @default - the driver's default */
  readonly snapshotClass?: string | undefined;
  /** Classes that many nodes can mount at once; `rwx` on another one is a warning. @default - none known */
  readonly sharedClasses?: readonly string[] | undefined;
  /** Size of the claim that exists: a claim never gets smaller. @default - not known */
  readonly earlierSize?: string | undefined;
}

/** The claim as an object; nothing for ephemeral storage, which stands in the pod itself. */
export function storageClaim(props: StorageProps): Manifest | undefined {
  const { kind, size, storageClass } = props;
  const metadata = {
    ...ownedMetadata(props, props.name),
    annotations: { [teardownAnnotation]: props.teardown ?? "delete" },
  };
  if (kind === "ephemeral") return undefined;
  if (kind === "bucket")
    return {
      apiVersion: "objectbucket.io/v1alpha1",
      kind: "ObjectBucketClaim",
      metadata,
      // The provisioner adds a random end: names of buckets are one space for the whole store.
      spec: {
        generateBucketName: props.name,
        ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
        additionalConfig: { maxSize: size },
      },
    };
  return { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata, spec: claimSpec(props) };
}

/** The volume as a pod names it. A bucket is the Secret with its keys. */
export function storageVolume(props: StorageProps): { readonly [key: string]: Json } {
  const { name, kind, size, storageClass } = props;
  if (kind === "bucket") return { name, secret: { secretName: name, defaultMode: 0o440 } };
  if (kind !== "ephemeral") return { name, persistentVolumeClaim: { claimName: name } };
  if (storageClass === undefined) return { name, emptyDir: { sizeLimit: size } };
  return { name, ephemeral: { volumeClaimTemplate: { spec: claimSpec(props) } } };
}

/** A copy of the claim's data as it is when the object is made: for teardown `snapshot`, or before a risky step. */
export function storageSnapshot(props: StorageProps, name: string): Manifest {
  return {
    apiVersion: "snapshot.storage.k8s.io/v1",
    kind: "VolumeSnapshot",
    metadata: { ...ownedMetadata(props, name) },
    spec: {
      ...(props.snapshotClass === undefined ? {} : { volumeSnapshotClassName: props.snapshotClass }),
      source: { persistentVolumeClaimName: props.name },
    },
  };
}

/** What it takes of a ResourceQuota, by the quota's own keys; of ephemeral storage per pod that mounts it. */
export function storageDemand(props: StorageProps): Readonly<Record<string, string>> {
  const { kind, size, storageClass } = props;
  if (kind === "bucket") return { "count/objectbucketclaims.objectbucket.io": "1" };
  if (kind === "ephemeral" && storageClass === undefined) return { "requests.ephemeral-storage": size };
  const ofClass = `${storageClass ?? ""}.storageclass.storage.k8s.io`;
  return {
    "requests.storage": size,
    persistentvolumeclaims: "1",
    ...(storageClass === undefined
      ? {}
      : { [`${ofClass}/requests.storage`]: size, [`${ofClass}/persistentvolumeclaims`]: "1" }),
  };
}

export function storageFaults(props: StorageProps): string[] {
  const { kind, storageClass, earlierSize, teardown = "delete" } = props;
  const size = Quantity.read(props.size);
  const earlier = Quantity.read(earlierSize);
  return [
    ...ownerFaults(props),
    ...dnsLabelFaults("name", props.name),
    ...quantityFaults("size", props.size),
    ...(size !== undefined && size.nanos <= 0n ? [`size "${props.size}" is nothing: ask for 1Gi or more`] : []),
    ...(earlierSize === undefined ? [] : quantityFaults("earlierSize", earlierSize)),
    ...(size !== undefined && earlier !== undefined && size.nanos < earlier.nanos
      ? [`size ${props.size} is less than the ${earlierSize} that exist: claims only grow; make a new one and copy`]
      : []),
    ...(storageClass === undefined || /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(storageClass)
      ? []
      : [`storageClass "${storageClass}" is not a name: at most 253 of a-z, 0-9, - and .`]),
    ...(kind === "bucket" && storageClass === undefined
      ? ["a bucket needs the storageClass of an object store: ask the organizers which one"]
      : []),
    ...(kind === "ephemeral" && teardown !== "delete"
      ? [`teardown "${teardown}" of ephemeral storage: it goes with its pod; use rwo or rwx`]
      : []),
    ...(kind === "bucket" && teardown === "snapshot"
      ? ['teardown "snapshot" of a bucket: object stores have no snapshots; use "keep", or copy it']
      : []),
  ];
}

/** What may go wrong and nobody can say without the cluster. */
export function storageWarnings({ kind, storageClass, sharedClasses = [] }: StorageProps): string[] {
  if (kind !== "rwx" || (storageClass !== undefined && sharedClasses.includes(storageClass))) return [];
  const seen = storageClass === undefined ? "the cluster's own class" : `class "${storageClass}"`;
  return [`rwx on ${seen}, which is not known to be shared by nodes: pods may wait for it without an end`];
}

function claimSpec({ kind, size, storageClass }: StorageProps): { readonly [key: string]: Json } {
  return {
    accessModes: [kind === "rwx" ? "ReadWriteMany" : "ReadWriteOnce"],
    resources: { requests: { storage: size } },
    ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
  };
}
