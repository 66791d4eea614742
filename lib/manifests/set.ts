// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from "./manifest.ts";
import type { ManifestSet } from "./settings.ts";

/** Manifests under check, what stands around them and what was there before, found by kind. */
export function manifestSet(
  manifests: readonly Manifest[],
  around: readonly Manifest[] = [],
  earlier: readonly Manifest[] = [],
): ManifestSet {
  let byKind: ReadonlyMap<string, readonly Manifest[]> | undefined;
  let before: ReadonlyMap<string, Manifest> | undefined;
  return {
    manifests,
    around,
    earlier,
    of(group, kind) {
      byKind ??= Map.groupBy([...manifests, ...around], kindOf);
      return byKind.get(kindOf({ kind, group })) ?? [];
    },
    earlierOf(manifest) {
      before ??= new Map(earlier.map((each) => [identityOf(each), each]));
      return before.get(identityOf(manifest));
    },
  };
}

function identityOf(manifest: Manifest): string {
  return JSON.stringify([kindOf(manifest), manifest.namespace, manifest.name]);
}

/** `Ingress.networking.k8s.io`, `Service`. */
export function kindOf({ kind, group }: Pick<Manifest, "kind" | "group">): string {
  return group === "" ? kind : `${kind}.${group}`;
}
