// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { schemas, stale } from "../../schema/generate.ts";

test("the committed JSON Schemas say what the model says", () => {
  expect(stale()).toEqual([]);
});

test("editors complete keys with words, and refuse others", () => {
  const event = JSON.parse(schemas().get("event.schema.json")!);
  expect(event.additionalProperties).toBe(false);
  expect(event.required).toEqual(["version", "name", "title", "timeZone", "window", "clouds", "teams"]);
  const team = event.properties.teams.additionalProperties;
  expect(team.required).toEqual(["title", "contact"]);
  expect(team.properties.vms.additionalProperties.properties.floatingIp).toEqual({
    description: "Give each VM a floating IP. @default false",
    type: "boolean",
    default: false,
  });
});
