// SPDX-License-Identifier: Apache-2.0
import { extensionPlace } from "./scs-extensions.ts";
import { scsPrefix } from "./scs-name.ts";
import { parseScsName } from "./scs-parse.ts";
import { printScsName } from "./scs-print.ts";

/** Longer names are not repaired: Nova allows 255 characters. */
const longest = 255;

/**
 * A name of the scheme (v3) that the writer may have meant: another prefix or case, letters or extensions in the wrong order.
 * Undefined when nothing near is one.
 */
export function repairScsName(text: string): string | undefined {
  if (text.length > longest) return undefined;
  const body = nearBody(text);
  if (body === undefined) return undefined;
  // The way from version 1 to 2, as the standard gives it; a name with colons has dashes before its extensions.
  const current = body.includes(":") ? body.replaceAll("-", "_").replaceAll(":", "-") : body;
  const [main = "", ...extensions] = current.split("_");
  const parts = main.split("-");
  const repaired = [
    [repairCpu(parts[0] ?? ""), ...parts.slice(1).map(repairSize)].join("-"),
    ...extensions.map(repairExtension).toSorted((a, b) => placeOf(a) - placeOf(b)),
  ].join("_");
  const parsed = parseScsName(scsPrefix + repaired);
  return parsed.ok ? printScsName(parsed.name) : undefined;
}

/** True for a name that is outside of the scheme by its first characters alone: `scs-4V-16`, `SCS_4V_16`, `SCS:4V:16`. */
export function isNearScsName(text: string): boolean {
  return !text.startsWith(scsPrefix) && nearBody(text) !== undefined;
}

/** What follows a prefix that looks like `SCS-`, if it begins with a number. */
function nearBody(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.slice(0, 3).toUpperCase() !== "SCS") return undefined;
  const separator = trimmed.charAt(3);
  const body = trimmed.slice("-_:. ".includes(separator) ? 4 : 3);
  if (!/^[0-9]/.test(body)) return undefined;
  // Whoever writes SCS_ writes the other separators so: the first two stand before RAM and disk.
  const other = separator === "_" || separator === "." || separator === " ";
  return other && !body.includes("-") ? sameSeparator(body, separator) : body;
}

function sameSeparator(body: string, separator: string): string {
  const [cpu = "", ram = "", ...rest] = body.split(separator);
  const [disk, ...extensions] = rest;
  const hasDisk = disk !== undefined && extensionPlace(disk) === undefined;
  const sizes = hasDisk ? [cpu, ram, disk] : [cpu, ram];
  return [sizes.join("-"), ...(hasDisk ? extensions : rest)].join("_");
}

/** `2iT`, `2ti` → `2Ti`. */
function repairCpu(text: string): string {
  const digits = /^[0-9]*/.exec(text)?.[0] ?? "";
  const letters = text.slice(digits.length);
  const second = letters.charAt(1).toUpperCase();
  const swapped = letters.length === 2 && "LVTC".includes(second);
  const [type, rest] = swapped ? [second, letters.charAt(0)] : [letters.charAt(0), letters.slice(1)];
  return digits + type.toUpperCase() + rest.toLowerCase();
}

/** RAM or disk: `4ou` → `4uo`; `50S` → `50s`; `4GB` → `4`. */
function repairSize(text: string): string {
  const digits = /^[0-9.x]*/.exec(text)?.[0] ?? "";
  const letters = text.slice(digits.length).toLowerCase();
  if (letters === "ou") return `${digits}uo`;
  return digits + (["g", "gb", "gib"].includes(letters) ? "" : letters);
}

function repairExtension(text: string): string {
  const lower = text.toLowerCase();
  const first = text.charAt(0);
  // The case of the first letter says something for a GPU: G or g.
  if (first.toLowerCase() === "g") return first + text.charAt(1).toUpperCase() + lower.slice(2);
  return lower;
}

function placeOf(extension: string): number {
  return extensionPlace(extension) ?? Number.MAX_SAFE_INTEGER;
}
