// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { eventFlavorId } from "../../lib/model/index.ts";
import { conflictingVariables, identify, keypairName } from "../../lib/openstack/index.ts";

describe("an object's identity", () => {
  test("says the same in every spelling", () => {
    expect(identify({ event: "camp", team: "team-a" }, "web", 0, "data")).toEqual({
      name: "camp-team-a-web-0-data",
      tags: ["bivouac:event=camp", "bivouac:team=team-a", "bivouac:key=web.0.data"],
      metadata: { "bivouac.event": "camp", "bivouac.team": "team-a", "bivouac.key": "web/0/data" },
      description: "bivouac event=camp team=team-a key=web.0.data",
    });
    expect(keypairName({ event: "camp", team: "team-a" }, { id: "ada_l", sshKeys: [] })).toBe("camp-team-a-key-ada-l");
  });

  test("of an event's flavor is made of what nova takes for an id", () => {
    expect(eventFlavorId("camp", "SCS-2V:8")).toBe("camp-SCS-2V-8");
  });
});

describe("variables that spoil a team's login", () => {
  test("are those that the provider takes before its settings", () => {
    expect(
      conflictingVariables({
        OS_TOKEN: "x",
        OS_CLOUD: "prod",
        OS_CLIENT_CONFIG_FILE: "f",
        OS_REGION_NAME: "r",
        OS_SYSTEM_SCOPE: "",
      }),
    ).toEqual(["OS_CLOUD", "OS_TOKEN"]);
  });
});
