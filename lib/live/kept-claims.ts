// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from "node:timers/promises";
import { type Finding, teardownAnnotation } from "../model/index.ts";
import { ifMissing, LiveError } from "./errors.ts";
import type { Kubernetes, KubernetesObject } from "./kubernetes-client.ts";

/** Data that outlives its namespace. */
export interface KeptData {
  /** Name of the claim. */
  readonly claim: string;
  /** What holds the data now: `PersistentVolume pvc-1`, `VolumeSnapshotContent snapcontent-1`. */
  readonly held: string;
}

export interface KeepClaimsOptions {
  /** Id of the team, for findings. */
  readonly team: string;
  /** Of the snapshots' names. @default the present */
  readonly now?: Date | undefined;
  /** How long a snapshot may take, ms. @default ten minutes */
  readonly waitMs?: number | undefined;
}

interface Claim extends KubernetesObject {
  readonly spec?: { readonly volumeName?: string | undefined };
}

interface Snapshot extends KubernetesObject {
  readonly status?: {
    readonly readyToUse?: boolean;
    readonly boundVolumeSnapshotContentName?: string;
    readonly error?: { readonly message?: string };
  };
}

const snapshots = "/apis/snapshot.storage.k8s.io/v1";

/**
 * Before a namespace goes: does for each claim what its annotation says of teardown. With `keep` its volume is told to stay when the
 * claim goes, with `snapshot` a copy is made and told to stay; the rest goes with the namespace. What a reclaim policy can do is the
 * cluster's: claims that no volume was made for have no data. A finding of severity error means that the namespace must not go.
 */
export async function keepClaims(
  cluster: Kubernetes,
  namespace: string,
  options: KeepClaimsOptions,
): Promise<{ readonly kept: readonly KeptData[]; readonly findings: readonly Finding[] }> {
  const claims = await cluster
    .list<Claim>(`/api/v1/namespaces/${namespace}/persistentvolumeclaims`)
    .catch((error: unknown) => ifMissing(error) ?? []);
  const kept: KeptData[] = [];
  const findings: Finding[] = [];
  for (const claim of claims) {
    const fate = claim.metadata.annotations?.[teardownAnnotation];
    const volume = claim.spec?.volumeName;
    if ((fate !== "keep" && fate !== "snapshot") || volume === undefined) continue;
    const { name } = claim.metadata;
    try {
      const held =
        fate === "keep" ? await keepVolume(cluster, volume) : await snapshot(cluster, namespace, name, options);
      kept.push({ claim: name, held });
    } catch (error) {
      if (!(error instanceof LiveError)) throw error;
      findings.push({
        code: "BV343",
        severity: "error",
        team: options.team,
        message: `the data of claim ${name} in ${namespace} cannot be kept (${fate}): ${error.message}`,
        hint: `mend it and run destroy again; to let the data go: kubectl -n ${namespace} annotate pvc ${name} ${teardownAnnotation}=delete --overwrite`,
      });
    }
  }
  return { kept, findings };
}

/** @see https://kubernetes.io/docs/tasks/administer-cluster/change-pv-reclaim-policy/ */
async function keepVolume(cluster: Kubernetes, name: string): Promise<string> {
  await cluster.request("PATCH", `/api/v1/persistentvolumes/${name}`, {
    body: { spec: { persistentVolumeReclaimPolicy: "Retain" } },
  });
  return `PersistentVolume ${name}`;
}

/** A copy that is ready, and told to stay when its namespace goes. */
async function snapshot(
  cluster: Kubernetes,
  namespace: string,
  claim: string,
  { now = new Date(), waitMs = 600_000 }: KeepClaimsOptions,
): Promise<string> {
  const name = `${claim}-${now.toISOString().slice(0, 19).replaceAll(/\D/g, "")}`;
  const path = `${snapshots}/namespaces/${namespace}/volumesnapshots`;
  await cluster.request("POST", path, {
    body: {
      apiVersion: "snapshot.storage.k8s.io/v1",
      kind: "VolumeSnapshot",
      metadata: { name, namespace },
      spec: { source: { persistentVolumeClaimName: claim } },
    },
  });
  for (const end = Date.now() + waitMs; ;) {
    const { status } = await cluster.request<Snapshot>("GET", `${path}/${name}`);
    const content = status?.boundVolumeSnapshotContentName;
    if (status?.readyToUse === true && content !== undefined) {
      await cluster.request("PATCH", `${snapshots}/volumesnapshotcontents/${content}`, {
        body: { spec: { deletionPolicy: "Retain" } },
      });
      return `VolumeSnapshotContent ${content}`;
    }
    if (Date.now() > end)
      throw new LiveError("refused", `snapshot ${name} is not ready: ${status?.error?.message ?? "no reason given"}`, {
        code: "BV343",
      });
    await sleep(500);
  }
}
