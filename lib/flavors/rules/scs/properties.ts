// SPDX-License-Identifier: Apache-2.0
import type { Fix, Problem } from "../../../lint/index.ts";
import type { Flavor } from "../../flavor.ts";
import type { ScsName } from "../../names/scs-name.ts";
import { parseScsName, scsNameOf } from "../../names/scs-parse.ts";
import { printScsName } from "../../names/scs-print.ts";
import { scsCpuTypes, scsDiskTypes } from "../../tables/scs-parts.ts";
import type { Claim } from "./keys.ts";
import { brokenPromises, cpuTypeKeeps, diskTypeKeeps, isCpuType, isDiskType } from "./promise.ts";

/** A `scs:name-vN`: any name of the scheme that is true of the flavor. */
export function* checkVariant(flavor: Flavor, key: string, value: string, number: number): Iterable<Problem> {
  const at = flavor.atSpec(key);
  const own = scsNameOf(flavor.name);
  const parsed = parseScsName(value);
  const fix = setToOwnName(flavor, own, key, number);
  if (!parsed.ok) {
    yield {
      message: "the value is no SCS flavor name",
      at,
      seen: value,
      allowed: `${parsed.expected} at character ${parsed.at + 1}`,
      ...fix,
    };
    return;
  }
  // What the flavor's own name promises is checked with the name.
  if (own && printScsName(own) === printScsName(parsed.name)) return;
  const broken = [...brokenPromises(parsed.name, flavor)];
  if (broken.length > 0) {
    yield {
      message: `the value promises ${broken.map(({ promise }) => promise).join(" and ")}`,
      at,
      seen: `${value} on a flavor with ${broken.map(({ field, seen }) => `${field} ${seen}`).join(", ")}`,
      allowed: "a name that is true of the flavor",
      ...fix,
    };
  } else if (isSmaller(parsed.name, own, flavor))
    // Understating is allowed; here it is mostly a copy from another flavor.
    yield {
      message: "the value describes a smaller flavor",
      severity: "warning",
      at,
      seen: value,
      hint: "leave it only if the flavor is to be found as that one too",
      ...(fix.fix ? { fix: { ...fix.fix, safe: false } } : {}),
    };
}

/** Safe when the own name is kept by the flavor: then it is true by definition. */
function setToOwnName(flavor: Flavor, own: ScsName | undefined, key: string, number: number): { readonly fix?: Fix } {
  if (!own || !brokenPromises(own, flavor)[Symbol.iterator]().next().done) return {};
  const value = printScsName(own, number === 1 ? 1 : 3);
  return { fix: setting(flavor, key, value, true) };
}

function setting(flavor: Flavor, key: string, value: string, safe: boolean): Fix {
  return { title: `set ${key} to ${value}`, safe, edits: [{ op: "set", path: flavor.specPath(key), value }] };
}

function isSmaller(name: ScsName, own: ScsName | undefined, flavor: Flavor): boolean {
  const {
    vcpus = 0,
    ram = 0,
    disk = 0,
  } = own ? { vcpus: own.cpu.count, ram: own.ram.gib * 1024, disk: own.disk?.size } : flavor;
  const size = name.disk?.size;
  return name.cpu.count < vcpus || name.ram.gib * 1024 < ram || (size !== undefined && size < disk);
}

export function* checkCpuType(flavor: Flavor, key: string, value: string, claims: readonly Claim[]): Iterable<Problem> {
  if (!isCpuType(value)) {
    yield notOneOf(flavor, key, value, isCpuType, Object.values(scsCpuTypes));
    return;
  }
  const broken = claims.find(({ name }) => !cpuTypeKeeps(name, value));
  if (broken) yield isLess(flavor, key, value, broken.by, scsCpuTypes[broken.name.cpu.type]);
}

export function* checkDiskType(
  flavor: Flavor,
  key: string,
  value: string,
  number: number,
  claims: readonly Claim[],
): Iterable<Problem> {
  if (!isDiskType(value)) {
    yield notOneOf(flavor, key, value, isDiskType, Object.values(scsDiskTypes));
  } else if (hasNoDisk(flavor, number, claims)) {
    yield {
      message: `the flavor has no disk ${number}`,
      at: flavor.atSpecKey(key),
      seen: `${key}=${value}`,
      hint: "remove it: the type is not set where there is no disk",
      fix: { title: `remove ${key}`, safe: true, edits: [{ op: "remove", path: flavor.specPath(key) }] },
    };
  } else {
    const broken = claims.find(({ name }) => number < (name.disk?.count ?? 0) && !diskTypeKeeps(name, value));
    const promised = broken?.name.disk?.type;
    if (broken && promised !== undefined) yield isLess(flavor, key, value, broken.by, scsDiskTypes[promised]);
  }
}

/** Known to have none: a root disk of 0 GB is one of the image's size, unless the name leaves the disk out. */
function hasNoDisk(flavor: Flavor, number: number, claims: readonly Claim[]): boolean {
  if (number < Math.max(0, ...claims.map(({ name }) => name.disk?.count ?? 0))) return false;
  if (number === 0) return claims.length > 0 && flavor.disk === 0;
  return number > 1 || flavor.ephemeral === 0;
}

function notOneOf(
  flavor: Flavor,
  key: string,
  value: string,
  isKnown: (value: string) => boolean,
  known: readonly string[],
): Problem {
  const near = value.trim().toLowerCase().replaceAll("_", "-");
  return {
    message: "the standard knows no such type",
    at: flavor.atSpec(key),
    seen: value,
    allowed: known.join(", "),
    ...(isKnown(near) ? { fix: setting(flavor, key, near, true) } : {}),
  };
}

function isLess(flavor: Flavor, key: string, value: string, by: string, promised: string): Problem {
  return {
    message: `${key} is not what ${by} promises`,
    at: flavor.atSpec(key),
    seen: value,
    allowed: promised,
    hint: "correct the property, or the name if the property is right",
    fix: setting(flavor, key, promised, false),
  };
}
