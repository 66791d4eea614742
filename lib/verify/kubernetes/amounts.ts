// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../manifests/index.ts";
import { canonicalQuantity, quantityMillis } from "../../model/light.ts";

/** A quantity in thousandths; undefined for what is none. */
export function millis(value: unknown): bigint | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  try {
    return quantityMillis(value);
  } catch {
    return undefined;
  }
}

/** Where amounts by name are not as planned: `pods is 40, not 20`. What is there beside only limits further. */
export function differences(planned: Fields, live: Fields): string | undefined {
  const all = Object.entries(planned).flatMap(([name, value]) => {
    const [wanted, seen] = [millis(value), millis(live[name])];
    if (seen === undefined) return [`${name} is not limited`];
    return wanted === seen ? [] : [`${name} is ${shown(live[name])}, not ${shown(value)}`];
  });
  return all.length === 0 ? undefined : all.join("; ");
}

function shown(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? canonicalQuantity(value) : "?";
}
