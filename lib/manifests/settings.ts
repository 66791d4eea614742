// SPDX-License-Identifier: Apache-2.0
import type { GuardRails } from "../model/light.ts";
import type { Manifest } from "./manifest.ts";

export type PodSecurityLevel = "privileged" | "baseline" | "restricted";

/** What rules may know beside the manifests. */
export interface ManifestSettings {
  /** Pod Security Standard of namespaces whose own labels are not known. @default "restricted" */
  readonly podSecurity: PodSecurityLevel;
  /** Minor version of Kubernetes that the manifests are for: 36 is 1.36. @default the newest known */
  readonly minor: number;
  /** Nodes that a DaemonSet runs on. @default 1, the least there can be */
  readonly nodes?: number | undefined;
  /** What the organizers allow besides; undefined: the guard rails are not known and their rules look at what holds everywhere. */
  readonly guardRails?: GuardRails | undefined;
  /** Licence of Elastic's stack: with `basic`, kinds and fields that want Enterprise do nothing. @default "basic" */
  readonly license?: "basic" | "enterprise" | undefined;
  /** What the largest node gives to pods, `{ cpu: "16", memory: "60Gi" }`. @default - not known */
  readonly largestNode?: { readonly cpu: string; readonly memory: string } | undefined;
  /** The team that the manifests belong to, when it is known. */
  readonly team?: { readonly event: string; readonly team: string; readonly namespaces: readonly string[] } | undefined;
}

export const defaultSettings: ManifestSettings = { podSecurity: "restricted", minor: 36 };

/** The manifests under check and what stands around them. */
export interface ManifestSet {
  /** Under check. */
  readonly manifests: readonly Manifest[];
  /**
   * What exists in the cluster already and is not under check: a team's namespace, quota, limit range, network policies. Rules look in
   * both for what they need to know.
   */
  readonly around: readonly Manifest[];
  /** The same objects as they were before: of the last synth, or of the cluster. */
  readonly earlier: readonly Manifest[];
  /** All objects of a kind, those under check first. `group` is "" for the core group. */
  of(group: string, kind: string): readonly Manifest[];
  /** What an object was before; undefined for one that is new, and when nothing earlier is known. */
  earlierOf(manifest: Manifest): Manifest | undefined;
}
