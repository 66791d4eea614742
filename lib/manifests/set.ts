// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from "./manifest.ts";
import type { ManifestSet } from "./settings.ts";

/** Manifests under check and what stands around them, found by kind. */
export function manifestSet(manifests: readonly Manifest[], around: readonly Manifest[] = []): ManifestSet {
  let byKind: ReadonlyMap<string, readonly Manifest[]> | undefined;
  return {
    manifests,
    around,
    of(group, kind) {
      byKind ??= Map.groupBy([...manifests, ...around], kindOf);
      return byKind.get(kindOf({ kind, group })) ?? [];
    },
  };
}

/** `Ingress.networking.k8s.io`, `Service`. */
export function kindOf({ kind, group }: Pick<Manifest, "kind" | "group">): string {
  return group === "" ? kind : `${kind}.${group}`;
}
