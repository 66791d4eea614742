// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { brief, clean, read, summary } from "./summary.ts";

const list = `{"flavors": [
  {
    "id": "1", "name": "m1.tiny", "vcpus": 1, "ram": 512, "disk": 1,
    "OS-FLV-EXT-DATA:ephemeral": 0, "swap": "", "rxtx_factor": 1.0,
    "os-flavor-access:is_public": true, "OS-FLV-DISABLED:disabled": false, "description": null,
    "extra_specs": {"hw:cpu_policy": "dedicated",
                    "hw:numa_nodes": 2},
    "links": [{"rel": "self", "href": "x"}]
  },
  {"name": "m1.small", "ram": "2048", "vcpus": 1, "disk": 20, "is_public": true, "swap": 64}
]}`;

test("answers of the API: every field with its place", async () => {
  const { definitions, format } = await clean(list, "f.json");
  expect(format).toBe("nova");
  expect(definitions.map(summary)).toEqual([
    {
      id: '"1" @3:11',
      name: '"m1.tiny" @3:24',
      vcpus: "1 @3:44",
      ram: "512 @3:54",
      disk: "1 @3:67",
      ephemeral: "0 @4:34",
      rxtx_factor: "1 @4:64",
      is_public: "true @5:35",
      disabled: "false @5:69",
      "spec hw:cpu_policy": '"dedicated" @6:38',
      "spec hw:numa_nodes": "2 @7:38",
    },
    {
      name: '"m1.small" @10:12',
      ram: '"2048" @10:31',
      vcpus: "1 @10:48",
      disk: "20 @10:59",
      swap: "64 @10:90",
      "? is_public": "true @10:63",
    },
  ]);
  expect(definitions[0]).toMatchObject({ path: ["flavors", 0], specsPath: ["flavors", 0, "extra_specs"] });
  expect(definitions[1]?.spelling("ephemeral")).toBe("OS-FLV-EXT-DATA:ephemeral");
  expect(definitions[1]?.spelling("access")).toBe("access");
});

test("one flavor, and the list alone", async () => {
  const one = await clean('{"flavor": {"name": "a", "ram": 1}}', "f.json");
  expect(one.format).toBe("nova");
  expect(one.definitions.map(summary)).toEqual([{ name: '"a" @1:21', ram: "1 @1:33" }]);
  expect(one.definitions[0]?.path).toEqual(["flavor"]);
  const bare = await clean('[{"name": "a", "ram": 1}]', "f.json");
  expect(bare.format).toBe("nova");
  expect(bare.definitions[0]?.path).toEqual([0]);
});

test("what is no flavor is a finding, the others are read", async () => {
  const { definitions, findings } = await read(
    '{"flavors": [{"ram": 1, "extra_specs": "x"}, 5, {"ram": 2, "extra_specs": null}]}',
    "f.json",
  );
  expect(definitions.map((one) => one.subject)).toEqual(["flavor 1", "flavor 2"]);
  expect(findings.map(brief)).toEqual([
    "BV103 error 1:40 extra_specs must be a map of extra specs | x",
    "BV103 error 1:46 a flavor must be a map | 5",
  ]);
  const none = await read('{"flavors": {}}', "f.json", { format: "nova" });
  expect(none.findings.map(brief)).toEqual(["BV103 error 1:2 flavors must be a list of flavors | a map"]);
  expect((await read("3", "f.json", { format: "nova" })).findings.map(brief)).toEqual([
    "BV103 error 1:1 the document must be a list of flavors | 3",
  ]);
});
