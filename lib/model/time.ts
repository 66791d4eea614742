// SPDX-License-Identifier: Apache-2.0

/** True for a zone that this Node knows by its IANA name. */
export function isTimeZone(name: string): boolean {
  // Offsets such as +01:00 are accepted by Intl but have no daylight saving time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatter(name);
    return true;
  } catch {
    return false;
  }
}

export interface LocalTime {
  /** ISO 8601 UTC, whole seconds. */
  readonly instant: string;
  /** `once` everywhere but at the two changes a year. */
  readonly occurs: "once" | "never" | "twice";
}

const localPattern = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?$/;

/**
 * A local date and time of a zone as an instant. A time that a change of clocks leaves out (`never`) is moved on by the gap;
 * of one that comes twice, `prefer` says which. undefined: not a date and time, or not in the calendar.
 */
export function toInstant(text: string, zone: string, prefer: "earlier" | "later" = "earlier"): LocalTime | undefined {
  const match = localPattern.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  if (
    new Date(asUtc).toISOString().slice(0, 19) !==
    `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6] ?? "00"}`
  )
    return undefined;
  const format = formatter(zone);
  const dayMs = 86_400_000;
  const offsets = [...new Set([offsetAt(asUtc - dayMs, format), offsetAt(asUtc + dayMs, format)])];
  const fits = offsets
    .map((offset) => asUtc - offset)
    .filter((instant) => instant + offsetAt(instant, format) === asUtc);
  const found = fits.toSorted((a, b) => a - b);
  const chosen = prefer === "earlier" ? found[0] : found.at(-1);
  // In the gap the offset from before it carries the clock past the change.
  const instant = chosen ?? asUtc - (offsets[0] ?? 0);
  return {
    instant: isoSeconds(new Date(instant)),
    occurs: found.length === 0 ? "never" : found.length === 1 ? "once" : "twice",
  };
}

export function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let found = formatters.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formatters.set(zone, found);
  }
  return found;
}

function offsetAt(instant: number, format: Intl.DateTimeFormat): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) parts[type] = Number(value);
  return (
    Date.UTC(parts["year"]!, parts["month"]! - 1, parts["day"], parts["hour"], parts["minute"], parts["second"]) -
    Math.floor(instant / 1000) * 1000
  );
}
