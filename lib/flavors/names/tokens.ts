// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../flavor.ts";
import type { ParsedName } from "./template-match.ts";
import { contentOf } from "./template-print.ts";

/** Nova's longest name. */
const longest = 255;

/**
 * Words of a name, each once: what stands between `. - _` and blanks (`g4`, `localdisk`, `4xiops`), and of a name in a
 * template its words without a field and its letters.
 */
export function tokensOf(name: string, parsed: ParsedName | undefined): Set<string> {
  if (name.length > longest) return new Set();
  const tokens = new Set(name.split(/[.\-_ ]/).filter((word) => word !== ""));
  if (!parsed) return tokens;
  for (const value of parsed.fields.values()) if (typeof value === "string") tokens.add(value);
  for (const token of contentOf(parsed).tokens) tokens.add(token);
  return tokens;
}

/** How many times the throttles of the base the name promises: `4xiops`; undefined when it says nothing. */
export function iopsOf(name: string, parsed: ParsedName | undefined): number | undefined {
  const field = parsed?.fields.get("iops");
  if (typeof field === "number") return field;
  if (parsed?.template.fields.has("iops")) return undefined;
  for (const word of tokensOf(name, undefined)) {
    const match = /^([0-9]{1,6})xiops$/.exec(word);
    if (match) return Number(match[1]);
  }
  return undefined;
}

/** Resource classes of GPUs, alone or with a group: `resources1:VGPU`. */
const gpuClass = /^resources[a-zA-Z0-9_-]{0,64}:(VGPU|PGPU|CUSTOM_[A-Z0-9_]*GPU[A-Z0-9_]*)$/;

/** Devices that the extra specs ask for; undefined when they cannot be counted. */
export function gpusOf(flavor: Flavor): number | undefined {
  // What a profile of Cyborg has is known to Cyborg; a value may be known only when the program runs.
  if (flavor.mayHaveSpec("accel:device_profile")) return undefined;
  let sum = 0;
  for (const { key } of flavor.definition.specs) {
    const isAlias = key === "pci_passthrough:alias";
    if (!isAlias && !gpuClass.test(key)) continue;
    const value = flavor.spec(key);
    if (value === undefined) return undefined;
    const amounts = isAlias ? value.split(",").map((item) => item.slice(item.lastIndexOf(":") + 1)) : [value];
    for (const amount of amounts) {
      if (!/^\s*[0-9]{1,9}\s*$/.test(amount)) return undefined;
      sum += Number(amount);
    }
  }
  return sum;
}
