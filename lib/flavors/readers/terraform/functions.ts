// SPDX-License-Identifier: Apache-2.0
import type { Origin, Value } from "./value.ts";

type Argument = (at: number) => Value | undefined;

/** The functions that flavors are commonly built with; undefined for others, and when the arguments are not known. */
export function call(name: string, argument: Argument, count: number, origin: Origin): Value | undefined {
  switch (name) {
    case "merge":
      return merged(argument, count, origin);
    case "lookup":
      return looked(argument);
    case "try":
      return tried(argument, count);
    case "tomap":
    case "toset":
    case "tolist":
      return count === 1 ? argument(0) : undefined;
    default:
      return undefined;
  }
}

/** Later maps win. What an unknown map may have changed is unknown. */
function merged(argument: Argument, count: number, origin: Origin): Value | undefined {
  const entries = new Map<string, Value>();
  let open: string | undefined;
  let last: Origin | undefined;
  for (let at = 0; at < count; at++) {
    const value = argument(at);
    if (value?.kind === "scalar" && value.value === null) continue;
    if (value?.kind !== "object" && value?.kind !== "unknown") return undefined;
    const unknownKeys = value.kind === "unknown" ? value.expression : value.open;
    if (unknownKeys !== undefined) {
      open ??= unknownKeys;
      for (const [key, { origin: place }] of entries)
        entries.set(key, { kind: "unknown", expression: `merge(…, ${unknownKeys})`, origin: place });
    }
    if (value.kind !== "object") continue;
    last = value.origin;
    for (const [key, entry] of value.entries) {
      entries.delete(key);
      entries.set(key, entry);
    }
  }
  // A new key goes into the last map: nothing comes after it.
  return { kind: "object", entries, open, origin: last ?? origin };
}

function looked(argument: Argument): Value | undefined {
  const map = argument(0);
  const key = argument(1);
  if (map?.kind !== "object" || key?.kind !== "scalar" || key.value === null) return undefined;
  return map.entries.get(String(key.value)) ?? (map.open === undefined ? argument(2) : undefined);
}

function tried(argument: Argument, count: number): Value | undefined {
  for (let at = 0; at < count; at++) {
    const value = argument(at);
    if (value?.kind !== "unknown") return value;
    if (!value.missing) return undefined;
  }
  return undefined;
}
