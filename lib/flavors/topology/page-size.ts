// SPDX-License-Identifier: Apache-2.0
import { pythonInt } from "../specs/values.ts";

/** A page size that `hw:mem_page_size` asks for: one of the words, or KiB (a fraction below 1 KiB and for bits). */
export type PageSize = "small" | "large" | "any" | number;

const words = ["small", "large", "any"] as const;
const prefixes = ["K", "M", "G", "T"] as const;
const units = ["bit", "b", "B"] as const;

interface Parts {
  readonly digits: string;
  /** `k`, `K`, `M`, `G`, `T` or "". */
  readonly prefix: string;
  /** `b`, `bit`, `B` or "". */
  readonly unit: string;
}

/**
 * The page size as `_get_numa_pagesize_constraint` of nova/virt/hardware.py reads it, for values that Nova's validator
 * takes: bare digits are KiB; otherwise the IEC reading of oslo.utils, where the unit letter is a must, `M` and `Mi` are
 * the same, small `k` is unknown, and `b` and `bit` are bits. Undefined when Nova raises MemoryPageSizeInvalid.
 */
export function parsePageSize(text: string): PageSize | undefined {
  const word = words.find((each) => each === text);
  if (word !== undefined) return word;
  const parts = split(text);
  if (parts === undefined) return undefined;
  const { digits, prefix, unit } = parts;
  const magnitude = pythonInt(digits);
  if (magnitude === undefined) return undefined;
  if (prefix === "" && unit === "") return magnitude;
  if (prefix === "k" || unit === "") return undefined;
  const bytes =
    (unit === "B" ? magnitude : magnitude / 8) * 1024 ** (prefixes.findIndex((each) => each === prefix) + 1);
  return Math.ceil(bytes) / 1024;
}

/** True when the pattern of Nova's validator takes the text, which is wider than what Nova reads. */
export function passesPageSizePattern(text: string): boolean {
  return words.some((word) => word === text) || split(text) !== undefined;
}

/** What a value that Nova cannot read was meant to be: `2M` is `2MiB`, `2kB` is `2KiB`, `4k` is `4KiB`. */
export function meantPageSize(text: string): string | undefined {
  const parts = split(text);
  return parts === undefined || parts.prefix === "" ? undefined : `${parts.digits}${parts.prefix.toUpperCase()}iB`;
}

/** `2 MiB`, `512 KiB`, `1 GiB`. */
export function formatKib(kib: number): string {
  if (kib >= 1024 ** 2 && kib % 1024 ** 2 === 0) return `${kib / 1024 ** 2} GiB`;
  return kib >= 1024 && kib % 1024 === 0 ? `${kib / 1024} MiB` : `${kib} KiB`;
}

/** Digits, then perhaps a prefix with or without `i`, then perhaps a unit; undefined for anything else. */
function split(text: string): Parts | undefined {
  const unit = units.find((each) => text.endsWith(each)) ?? "";
  let rest = text.slice(0, text.length - unit.length);
  const binary = rest.endsWith("i");
  if (binary) rest = rest.slice(0, -1);
  const last = rest.at(-1) ?? "";
  const prefix = last === "k" || prefixes.some((each) => each === last) ? last : "";
  if (binary && prefix === "") return undefined;
  const digits = rest.slice(0, rest.length - prefix.length);
  return /^\p{Nd}+$/u.test(digits) ? { digits, prefix, unit } : undefined;
}
