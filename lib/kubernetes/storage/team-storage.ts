// SPDX-License-Identifier: Apache-2.0
import { type ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { kubeObject } from "../api.ts";
import type { Json } from "../objects/manifest.ts";
import {
  storageClaim,
  storageDemand,
  storageFaults,
  type StorageProps,
  storageSnapshot,
  storageVolume,
  storageWarnings,
} from "./storage.ts";

/** Storage as workloads mount it. */
export interface MountableStorage {
  readonly props: StorageProps;
  /** The volume as a pod names it. */
  readonly volume: { readonly [key: string]: Json };
  /** Called by each workload that mounts it, with the pods that it may run at once. */
  mountedBy(path: string, pods: number): void;
}

export type TeamStorageProps = StorageProps;

/**
 * Storage of a team: a directory that goes with its pod, a claim for one pod or for many, or a bucket. It knows who mounts it: a claim for
 * one pod that several would share is a fault at synth, where the pods would wait for each other in the cluster.
 */
export class TeamStorage extends Construct implements MountableStorage {
  readonly props: StorageProps;
  /** Name of the claim; of the bucket's Secret and ConfigMap too. */
  readonly name: string;
  readonly volume: { readonly [key: string]: Json };
  /** What it takes of a ResourceQuota, by the quota's own keys. */
  readonly demand: Readonly<Record<string, string>>;
  /** What may go wrong and only the cluster knows. Also metadata `bivouac:warning` of the construct. */
  readonly warnings: readonly string[];
  readonly #mounts: { readonly path: string; readonly pods: number }[] = [];

  constructor(scope: Construct, id: string, props: TeamStorageProps) {
    super(scope, id);
    this.props = props;
    this.name = props.name;
    this.volume = storageVolume(props);
    this.demand = storageDemand(props);
    this.warnings = storageWarnings(props);
    for (const warning of this.warnings) this.node.addMetadata("bivouac:warning", warning);
    this.node.addValidation({ validate: () => [...storageFaults(props), ...this.#sharingFaults()] });
    const claim = storageClaim(props);
    if (claim !== undefined) kubeObject(this, "Resource", claim);
  }

  mountedBy(path: string, pods: number): void {
    this.#mounts.push({ path, pods });
  }

  /** Takes a copy of the data when the object is made. The name must be new for each copy. */
  snapshot(id: string, name: string): ApiObject {
    if (this.props.kind === "ephemeral" || this.props.kind === "bucket")
      this.node.addValidation({ validate: () => [`${this.props.kind} storage has no snapshots: use rwo or rwx`] });
    return kubeObject(this, id, storageSnapshot(this.props, name));
  }

  #sharingFaults(): string[] {
    const pods = this.#mounts.reduce((sum, mount) => sum + mount.pods, 0);
    if (this.props.kind !== "rwo" || pods <= 1) return [];
    const who = this.#mounts.map((mount) => `${mount.path} (${mount.pods})`).join(", ");
    return [
      `claim "${this.name}" is for one pod at a time and ${pods} would share it: ${who}; use rwx, or one replica`,
    ];
  }
}
