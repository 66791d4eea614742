// SPDX-License-Identifier: Apache-2.0
import { nearest } from "./nearest.ts";
import type { Report } from "./report.ts";
import type { Draft } from "./draft.ts";
import { isTimeZone, toInstant } from "./time.ts";

/** The window as instants; what is wrong with it is reported and replaced by the epoch. */
export function resolveWindow(
  draft: Draft,
  now: Date,
  report: Report,
): { readonly start: string; readonly end: string } {
  const epoch = "1970-01-01T00:00:00Z";
  const zone = draft.timeZone;
  if (!isTimeZone(zone)) {
    const known = Intl.supportedValuesOf("timeZone");
    const city = known.find((name) => name.split("/").at(-1)?.toLowerCase() === zone.toLowerCase());
    const near = city === undefined ? nearest(zone, known, 3) : [city];
    report.add({
      code: "BV201",
      message: "the time zone is not known",
      path: ["timeZone"],
      seen: zone,
      allowed: near.length > 0 ? near.join(", ") : "an IANA name such as Europe/Zurich",
      hint: near[0] === undefined ? undefined : `did you mean ${JSON.stringify(near[0])}?`,
    });
    return { start: epoch, end: epoch };
  }
  const read = (which: "start" | "end"): string | undefined => {
    const seen = draft.window[which] ?? "";
    const path = ["window", which];
    const found = toInstant(seen, zone, which === "start" ? "earlier" : "later");
    if (!found) {
      const offset = /(Z|[+-]\d{2}:?\d{2})$/.test(seen) && seen.length > 16;
      report.add({
        code: "BV202",
        message: `the ${which} of the window is not a local date and time`,
        path,
        seen,
        allowed: "a date and time such as 2022-11-07T09:00",
        hint: offset ? "leave the offset out: timeZone says it" : undefined,
      });
    } else if (found.occurs === "never") {
      report.add({
        code: "BV203",
        message: `the ${which} of the window does not exist in ${zone}: clocks are set forward over it`,
        path,
        seen,
        allowed: "a time before or after the change of clocks",
      });
    } else if (found.occurs === "twice") {
      report.add({
        code: "BV204",
        severity: "warning",
        message: `the ${which} of the window comes twice in ${zone}, when clocks are set back; the ${which === "start" ? "earlier" : "later"} one is taken`,
        path,
        seen,
      });
    }
    return found?.instant;
  };
  const [start, end] = [read("start"), read("end")];
  if (start === undefined || end === undefined) return { start: epoch, end: epoch };
  if (end <= start) {
    report.add({
      code: "BV205",
      message: "the window ends before it starts",
      path: ["window", "end"],
      seen: draft.window.end,
      allowed: `later than ${draft.window.start}`,
    });
  } else if (Date.parse(end) <= now.getTime()) {
    report.add({
      code: "BV206",
      severity: "warning",
      message: "the window is in the past",
      path: ["window", "end"],
      seen: draft.window.end,
      hint: "fine for a rehearsal; set window to the days of the event otherwise",
    });
  }
  return { start, end };
}
