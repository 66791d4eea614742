// SPDX-License-Identifier: Apache-2.0
import { maxInt } from "../../flavor.ts";

export type CountedField = "vcpus" | "ram" | "disk" | "ephemeral" | "swap";

/** Units in MiB, in lower case. GB is taken for GiB, as most who write it mean. */
const inMiB: Readonly<Record<string, number>> = {
  k: 1 / 1024,
  kb: 1 / 1024,
  kib: 1 / 1024,
  m: 1,
  mb: 1,
  mib: 1,
  g: 1024,
  gb: 1024,
  gib: 1024,
  t: 1_048_576,
  tb: 1_048_576,
  tib: 1_048_576,
};

const counts = new Set(["cpu", "cpus", "vcpu", "vcpus", "core", "cores", "vcores"]);

/** Nova's unit of a field in MiB. */
const unitOf: Readonly<Record<CountedField, number>> = { vcpus: 1, ram: 1, swap: 1, disk: 1024, ephemeral: 1024 };

/** What a text like `8 GB`, `4 vCPUs`, `4,096`, `4.0` is in the unit of the field; undefined when it is no whole number there. */
export function quantityOf(field: CountedField, value: unknown): number | undefined {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
  // A comma or underscore only between groups of three digits: 1,5 may be one and a half.
  const match =
    text.length <= 40 ? /^([0-9]{1,3}(?:[,_][0-9]{3})+|[0-9]+)(\.[0-9]+)?[ ]?([A-Za-z]*)$/.exec(text) : null;
  if (!match) return undefined;
  const [, whole = "", fraction = "", unit = ""] = match;
  const number = Number(whole.replace(/[,_]/g, "") + fraction);
  const factor = factorOf(field, unit.toLowerCase());
  const amount = factor === undefined ? Number.NaN : number * factor;
  const least = field === "vcpus" || field === "ram" ? 1 : 0;
  return Number.isInteger(amount) && amount >= least && amount <= maxInt ? amount : undefined;
}

function factorOf(field: CountedField, unit: string): number | undefined {
  if (unit === "") return 1;
  if (field === "vcpus") return counts.has(unit) ? 1 : undefined;
  const size = Object.hasOwn(inMiB, unit) ? inMiB[unit] : undefined;
  return size === undefined ? undefined : size / unitOf[field];
}
