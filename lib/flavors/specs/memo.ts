// SPDX-License-Identifier: Apache-2.0
import type { Release } from "../release.ts";

/** Keys remembered for a release. Keys are few in any catalogue; a stream of made-up ones must not fill the memory. */
const most = 2000;

/** Longer keys are refused anyway and are not worth the memory. */
const longest = 255;

/** Remembers what a function of a key and a release says: 20,000 flavors have the same few keys. */
export function remembered<T>(find: (key: string, release: Release) => T): (key: string, release: Release) => T {
  const byRelease = new Map<Release, Map<string, T>>();
  return (key, release) => {
    if (key.length > longest) return find(key, release);
    let known = byRelease.get(release);
    if (known === undefined) byRelease.set(release, (known = new Map<string, T>()));
    const before = known.get(key);
    if (before !== undefined || known.has(key)) return before as T;
    const found = find(key, release);
    if (known.size >= most) known.clear();
    known.set(key, found);
    return found;
  };
}
