// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { brief, clean, read, summary } from "./summary.ts";

test("reference, mandatory, recommended: keys with a colon are extra specs", async () => {
  const { definitions, format } = await clean(`---
reference:
  - field: name
    mandatory_prefix: SCS-
  - field: public
    default: true
  - field: disabled
    default: false
  - field: cpus
mandatory:
  - name: SCS-1L-1
    cpus: 1
    ram: 1024
    scs:cpu-type: crowded-core
    hw_rng:allowed: "true"
recommended:
  - name: SCS-1V-4-10
    cpus: 1
    ram: 4096
    disk: 10
    public: false
    flavorid: x
    description: d
    group_policy: none
`);
  expect(format).toBe("scs");
  expect(definitions.map(summary)).toEqual([
    {
      name: '"SCS-1L-1" @11:11',
      vcpus: "1 @12:11",
      ram: "1024 @13:10",
      disk: "0 @11:5",
      is_public: "true @6:14",
      disabled: "false @8:14",
      "spec scs:cpu-type": '"crowded-core" @14:19',
      "spec hw_rng:allowed": '"true" @15:21',
    },
    {
      name: '"SCS-1V-4-10" @17:11',
      vcpus: "1 @18:11",
      ram: "4096 @19:10",
      disk: "10 @20:11",
      is_public: "false @21:13",
      id: '"x" @22:15',
      description: '"d" @23:18',
      disabled: "false @8:14",
      "? group_policy": '"none" @24:5',
    },
  ]);
  expect(definitions[0]).toMatchObject({ path: ["mandatory", 0], specsPath: ["mandatory", 0] });
  expect(definitions[0]?.spelling("vcpus")).toBe("cpus");
});

test("the standard's own list: RAM in GiB, keys without scs:", async () => {
  const { definitions, format } = await clean(`meta: {name_key: name-v2}
flavor_groups:
  - status: mandatory
    list:
      - name: SCS-4V-16-100s
        cpus: 4
        cpu-type: shared-core
        ram: 16
        disk: 100
        disk0-type: ssd
        scs:name-v2: SCS-4V-16-100s
      - { name: SCS-1L-1, cpus: 1, ram: "1" }
`);
  expect(format).toBe("scs");
  expect(definitions.map(summary)).toEqual([
    {
      name: '"SCS-4V-16-100s" @5:15',
      vcpus: "4 @6:15",
      ram: "16384 @8:14",
      disk: "100 @9:15",
      is_public: "true @5:9",
      "spec scs:cpu-type": '"shared-core" @7:19',
      "spec scs:disk0-type": '"ssd" @10:21',
      "spec scs:name-v2": '"SCS-4V-16-100s" @11:22',
    },
    {
      name: '"SCS-1L-1" @12:17',
      vcpus: "1 @12:33",
      ram: '"1" @12:41',
      disk: "0 @12:9",
      is_public: "true @12:9",
    },
  ]);
});

test("anchors and merges of YAML 1.1", async () => {
  const { definitions } = await clean(`reference: []
base: &base { cpus: 1, "hw:a": "1" }
big: &big { cpus: 2, ram: 9, disk: 9 }
mandatory:
  - { <<: *base, name: a, ram: 1 }
  - { <<: [*base, *big], name: b, disk: 3 }
`);
  expect(definitions.map(summary)).toEqual([
    { vcpus: "1 @2:21", name: '"a" @5:24', ram: "1 @5:32", disk: "0 @5:5", "spec hw:a": '"1" @2:32' },
    { vcpus: "1 @2:21", ram: "9 @3:27", name: '"b" @6:32', disk: "3 @6:41", "spec hw:a": '"1" @2:32' },
  ]);
});

test("of the wrong kind", async () => {
  const faults = async (text: string): Promise<string[]> =>
    (await read(text, "f.yaml", { format: "scs" })).findings.map(brief);
  expect(await faults("[]")).toEqual([
    "BV103 error 1:1 the document must be a map | a list of 0 | reference, mandatory, recommended",
  ]);
  expect(await faults("reference: 3\nmandatory: x\nrecommended:\nflavor_groups: [{list: 3}, 4]\n")).toEqual([
    "BV103 error 2:12 mandatory must be a list of flavors | x",
    "BV103 error 4:24 list must be a list of flavors | 3",
    "BV103 error 4:28 a flavor must be a map | 4",
  ]);
  expect(
    await faults("reference: [3, {field: 4, default: 5}, {field: x, default: 1}]\nmandatory: [{name: a}]\n"),
  ).toEqual([]);
});
