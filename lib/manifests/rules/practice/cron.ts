// SPDX-License-Identifier: Apache-2.0

const macros = new Set(["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"]);

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

interface Field {
  readonly what: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const fields: readonly Field[] = [
  { what: "minute", least: 0, most: 59 },
  { what: "hour", least: 0, most: 23 },
  { what: "day of the month", least: 1, most: 31 },
  { what: "month", least: 1, most: 12, names: months },
  { what: "day of the week", least: 0, most: 6, names: days },
];

/**
 * What the apiserver has against a CronJob's schedule; undefined when it takes it.
 * @see github.com/robfig/cron/v3 parser.go, and validateScheduleFormat in kubernetes/pkg/apis/batch/validation
 */
export function cronFault(schedule: string): string | undefined {
  if (schedule === "") return "it is empty";
  if (schedule.includes("TZ")) return "it names a time zone, which belongs into spec.timeZone";
  if (schedule.startsWith("@")) return macroFault(schedule);
  const parts = schedule
    .split(/[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/)
    .filter((part) => part !== "");
  if (parts.length !== fields.length) return `it has ${parts.length} fields instead of 5`;
  for (const [index, field] of fields.entries()) {
    const fault = fieldFault(parts[index] ?? "", field);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function macroFault(schedule: string): string | undefined {
  if (macros.has(schedule)) return undefined;
  if (schedule === "@reboot") return "@reboot is not known to Kubernetes";
  const every = "@every ";
  if (!schedule.startsWith(every)) return `${schedule} is not known`;
  const duration = schedule.slice(every.length);
  return duration.length <= 100 && /^[-+]?(0|(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$/.test(duration)
    ? undefined
    : `"${duration.slice(0, 100)}" is not a duration such as 1h30m`;
}

function fieldFault(text: string, field: Field): string | undefined {
  for (const part of text.split(",")) {
    const fault = part === "" ? undefined : rangeFault(part, field);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function rangeFault(part: string, { what, least, most, names = [] }: Field): string | undefined {
  const [range = "", step, ...slashes] = part.split("/");
  const [low = "", high, ...hyphens] = range.split("-");
  let first = least;
  let last = most;
  if (low !== "*" && low !== "?") {
    if (hyphens.length > 0) return `${what} "${part}" has too many hyphens`;
    const numbers = [low, high ?? low].map((word) => number(word, names, least));
    [first = Number.NaN, last = Number.NaN] = numbers;
    if (Number.isNaN(first) || Number.isNaN(last))
      return `${what} "${part}" is not a number${names.length > 0 ? " or name" : ""}`;
  }
  if (slashes.length > 0) return `${what} "${part}" has too many slashes`;
  if (step !== undefined) {
    const count = number(step, [], 0);
    if (Number.isNaN(count) || count === 0) return `the step of ${what} "${part}" is not a number above 0`;
    if (high === undefined) last = most;
  }
  if (first < least || last > most) return `${what} "${part}" is outside of ${least} to ${most}`;
  return first > last ? `${what} "${part}" begins after its end` : undefined;
}

function number(word: string, names: readonly string[], least: number): number {
  const named = names.indexOf(word.toLowerCase());
  if (named >= 0) return named + least;
  return /^\+?[0-9]{1,18}$/.test(word) ? Number(word) : Number.NaN;
}
