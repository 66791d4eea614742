// SPDX-License-Identifier: Apache-2.0
import type { Event } from "../../model/index.ts";

/** `7–11 Nov 2022 Europe/Zurich`, in the event's own time zone. */
export function eventDates(event: Pick<Event, "window" | "timeZone">): string {
  try {
    const format = new Intl.DateTimeFormat("en-GB", {
      day: "numeric",
      month: "short",
      year: "numeric",
      timeZone: event.timeZone,
    });
    return `${format.formatRange(new Date(event.window.start), new Date(event.window.end)).replaceAll(/\s?–\s?/g, "–")} ${event.timeZone}`;
  } catch {
    return `${event.window.start} – ${event.window.end}`;
  }
}
