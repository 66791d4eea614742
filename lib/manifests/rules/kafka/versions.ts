// SPDX-License-Identifier: Apache-2.0

/** `4.3.1` and `4.3-IV0` in numbers; undefined for what is neither. */
export function versionParts(text: string | undefined): readonly number[] | undefined {
  const found = /^(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?(?:-IV(\d{1,4}))?$/.exec(text ?? "");
  return found === null ? undefined : [found[1], found[2], found[3] ?? found[4] ?? 0].map(Number);
}

/** Below 0 when `left` is older. `places`: how many of the numbers count. */
export function compareVersions(left: readonly number[], right: readonly number[], places = 3): number {
  for (let index = 0; index < places; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
