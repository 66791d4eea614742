// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from "../manifest.ts";
import type { ManifestSet } from "../settings.ts";
import { expansion } from "./expansion.ts";
import type { Made } from "./made.ts";

/** Where an object that an operator makes comes from. */
export interface Origin extends Omit<Made, "manifest"> {
  /** The custom resource that asked for it. */
  readonly owner: Manifest;
}

/** All that operators make because of the set's custom resources, those around it too. The same objects for the same set. */
export function madeOf(set: ManifestSet): ReadonlyMap<Manifest, Origin> {
  let made = memo.get(set);
  if (made === undefined) {
    made = new Map(
      [...set.manifests, ...set.around].flatMap((owner) =>
        expansion(owner, set).map(({ manifest, ...rest }) => [manifest, { ...rest, owner }] as const),
      ),
    );
    memo.set(set, made);
  }
  return made;
}

const memo = new WeakMap<ManifestSet, ReadonlyMap<Manifest, Origin>>();
