// SPDX-License-Identifier: Apache-2.0

const decimal: readonly (readonly [string, bigint])[] = [
  ["P", 10n ** 15n],
  ["T", 10n ** 12n],
  ["G", 10n ** 9n],
  ["M", 10n ** 6n],
  ["k", 10n ** 3n],
];
const binary: readonly (readonly [string, bigint])[] = [
  ["Pi", 1n << 50n],
  ["Ti", 1n << 40n],
  ["Gi", 1n << 30n],
  ["Mi", 1n << 20n],
  ["Ki", 1n << 10n],
];

/** A Kubernetes quantity in thousandths, rounded up as the apiserver does; the schema has checked its form. */
export function quantityMillis(value: string | number): bigint {
  const match = /^(\d+)(?:\.(\d+))?([A-Za-z]*)$/.exec(plain(value));
  if (!match) throw new RangeError(`not a quantity: ${value}`);
  const [, whole = "0", fraction = "", suffix = ""] = match;
  const scale = suffix === "m" ? 1n : 1000n * ([...decimal, ...binary].find(([name]) => name === suffix)?.[1] ?? 1n);
  const digits = BigInt(whole + fraction) * scale;
  const divisor = 10n ** BigInt(fraction.length);
  return (digits + divisor - 1n) / divisor;
}

/** As the apiserver prints it: `0.5` → `500m`, `1024Mi` → `1Gi`, `1.5Gi` → `1536Mi`. */
export function canonicalQuantity(value: string | number): string {
  const millis = quantityMillis(value);
  if (millis % 1000n !== 0n) return `${millis}m`;
  const units = millis / 1000n;
  const family = plain(value).endsWith("i") ? binary : decimal;
  const found = units === 0n ? undefined : family.find(([, size]) => units % size === 0n);
  return found ? `${units / found[1]}${found[0]}` : `${units}`;
}

function plain(value: string | number): string {
  return typeof value === "number" ? (String(value).includes("e") ? value.toFixed(9) : String(value)) : value;
}
