// SPDX-License-Identifier: Apache-2.0

/** `9.4.3`, `8.18.0-SNAPSHOT`. */
export interface Version {
  readonly numbers: readonly [major: number, minor: number, patch: number];
  /** Identifiers of what comes before the release; none: the release itself. */
  readonly pre: readonly string[];
}

const number = "(0|[1-9]\\d{0,8})";
const form = new RegExp(`^${number}\\.${number}\\.${number}(?:-([0-9A-Za-z.-]{1,64}))?(?:\\+[0-9A-Za-z.-]{1,64})?$`);

/** Undefined for what the operator would not read. */
export function readVersion(value: unknown): Version | undefined {
  const found = typeof value === "string" ? form.exec(value) : null;
  if (found === null) return undefined;
  const [, major, minor, patch, pre] = found;
  return { numbers: [Number(major), Number(minor), Number(patch)], pre: pre === undefined ? [] : pre.split(".") };
}

/** Negative when `a` comes first. @see https://semver.org/#spec-item-11 */
export function compareVersions(a: Version, b: Version): number {
  for (const [index, part] of a.numbers.entries()) {
    const difference = part - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  for (const [index, part] of a.pre.entries()) {
    const other = b.pre[index];
    if (other === undefined) return 1;
    if (part !== other) return compareIdentifiers(part, other);
  }
  return a.pre.length - b.pre.length;
}

/** Numbers by their value, and before words. */
function compareIdentifiers(a: string, b: string): number {
  const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (left && right) return BigInt(a) < BigInt(b) ? -1 : 1;
  return left === right ? (a < b ? -1 : 1) : left ? -1 : 1;
}

/** For versions that stand in the code. @throws TypeError */
export function version(text: string): Version {
  const found = readVersion(text);
  if (found === undefined) throw new TypeError(`not a version: ${text}`);
  return found;
}
