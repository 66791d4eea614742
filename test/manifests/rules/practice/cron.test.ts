// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { cronFault } from "../../../../lib/manifests/rules/practice/cron.ts";
import { schedules } from "./schedules.ts";

describe("cronFault", () => {
  test.each(schedules)("%j: %s", (schedule, right) => {
    expect(cronFault(schedule) === undefined).toBe(right);
  });

  test("says what is wrong", () => {
    expect(["", "* * * *", "60 * * * *", "0 0 * * 7", "5-1 * * * *", "*/0 * * * *", "@reboot"].map(cronFault)).toEqual([
      "it is empty",
      "it has 4 fields instead of 5",
      'minute "60" is outside of 0 to 59',
      'day of the week "7" is outside of 0 to 6',
      'minute "5-1" begins after its end',
      'the step of minute "*/0" is not a number above 0',
      "@reboot is not known to Kubernetes",
    ]);
  });
});
