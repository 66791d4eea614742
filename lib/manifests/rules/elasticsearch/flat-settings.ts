// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../../../model/light.ts";
import { isFields } from "../../fields.ts";

/**
 * Settings by their full names, however they are spelled: `node.roles: [data]`, `node: { roles: [data] }` and any mix. Lists stay as
 * they are; of two spellings of one setting the later counts.
 */
export function flatSettings(value: unknown): ReadonlyMap<string, unknown> {
  const flat = new Map<string, unknown>();
  // A stack of its own: what somebody nests too deep for the call stack is still read.
  const waiting: [prefix: string, value: unknown][] = [["", value]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [name, here] = next;
    if (!isFields(here)) {
      if (name !== "") flat.set(name, here);
      continue;
    }
    if (name.length > longest) continue;
    for (const [key, below] of Object.entries(here).toReversed())
      waiting.push([name === "" ? key : `${name}.${key}`, below]);
  }
  return flat;
}

// No setting has such a name, and names that grow with the depth would cost its square.
const longest = 4096;

/** How a setting of that full name is spelled in `value`: the way to it, the later of two; undefined when it is not there. */
export function spellingOf(value: unknown, name: string): Path | undefined {
  if (!isFields(value)) return undefined;
  for (const [key, below] of Object.entries(value).toReversed()) {
    if (key === name && !isFields(below)) return [key];
    // An empty key would leave as much to look for as before.
    if (key === "" || !name.startsWith(`${key}.`)) continue;
    const rest = spellingOf(below, name.slice(key.length + 1));
    if (rest !== undefined) return [key, ...rest];
  }
  return undefined;
}

/** As the settings say it: `false` or "false". */
export function readFlag(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  return value === "true" ? true : value === "false" ? false : undefined;
}
