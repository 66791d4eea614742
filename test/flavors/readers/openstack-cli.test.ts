// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { brief, clean, read, summary } from "./summary.ts";

test("flavor list --long -f json: properties as a map", async () => {
  const { definitions, format } = await clean(
    `[
  {
    "ID": "42",
    "Name": "g4.cores1.ram2.disk20",
    "RAM": 2048,
    "Disk": 20,
    "Ephemeral": 0,
    "VCPUs": 1,
    "Is Public": true,
    "Swap": 0,
    "RXTX Factor": 1.0,
    "Properties": {
      "quota:disk_read_iops_sec": "5000"
    }
  }
]`,
    "f.json",
  );
  expect(format).toBe("openstack-cli");
  expect(definitions.map(summary)).toEqual([
    {
      id: '"42" @3:11',
      name: '"g4.cores1.ram2.disk20" @4:13',
      ram: "2048 @5:12",
      disk: "20 @6:13",
      ephemeral: "0 @7:18",
      vcpus: "1 @8:14",
      is_public: "true @9:18",
      swap: "0 @10:13",
      rxtx_factor: "1 @11:20",
      "spec quota:disk_read_iops_sec": '"5000" @13:35',
    },
  ]);
  expect(definitions[0]?.spelling("is_public")).toBe("Is Public");
  expect(definitions[0]?.spelling("disabled")).toBe("OS-FLV-DISABLED:disabled");
  expect(definitions[0]?.specsPath).toEqual([0, "Properties"]);
});

test("-f yaml of older clients: properties as text, no swap as nothing", async () => {
  const { definitions } = await clean(`- Disk: 10
  Name: m1.xlarge8
  Properties: hw:cpu_policy='dedicated', note='a, b'
  RAM: 16384
  Swap: ''
  VCPUs: 8
`);
  expect(definitions.map(summary)).toEqual([
    {
      disk: "10 @1:9",
      name: '"m1.xlarge8" @2:9',
      ram: "16384 @4:8",
      vcpus: "8 @6:10",
      "spec hw:cpu_policy": '"dedicated" @3:15',
      "spec note": '"a, b" @3:15',
    },
  ]);
});

test("flavor show", async () => {
  const { definitions, format } = await clean(
    `{
  "OS-FLV-DISABLED:disabled": false,
  "OS-FLV-EXT-DATA:ephemeral": 4,
  "access_project_ids": ["p1"],
  "description": null,
  "disk": 20,
  "id": "x",
  "name": "m1",
  "os-flavor-access:is_public": false,
  "properties": {"a:b": "c"},
  "ram": 1024,
  "rxtx_factor": 1.0,
  "swap": 0,
  "vcpus": 1
}`,
    "f.json",
  );
  expect(format).toBe("openstack-cli");
  expect(definitions.map(summary)).toEqual([
    {
      disabled: "false @2:31",
      ephemeral: "4 @3:32",
      access: '["p1"] @4:3',
      disk: "20 @6:11",
      id: '"x" @7:9',
      name: '"m1" @8:11',
      is_public: "false @9:33",
      ram: "1024 @11:10",
      rxtx_factor: "1 @12:18",
      swap: "0 @13:11",
      vcpus: "1 @14:12",
      "spec a:b": '"c" @10:25',
    },
  ]);
  expect(definitions[0]).toMatchObject({ path: [], specsPath: ["properties"] });
});

test("properties that are no properties", async () => {
  const { definitions, findings } = await read('- {Name: a, RAM: 1, Properties: what}\n- {Name: b, Properties: ""}\n');
  expect(findings.map(brief)).toEqual(["BV103 error 1:33 properties that are not written as key='value' | what"]);
  expect(definitions.map(({ subject, specs }) => [subject, specs.length])).toEqual([
    ["a", 0],
    ["b", 0],
  ]);
});
