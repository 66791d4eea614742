// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { clean, summary } from "./summary.ts";

const state = `{
  "format_version": "1.0", "terraform_version": "1.11.4",
  "values": {"root_module": {
    "resources": [
      {"address": "openstack_compute_flavor_v2.a", "mode": "managed", "type": "openstack_compute_flavor_v2", "name": "a",
       "values": {
         "id": "1", "flavor_id": "1", "name": "m1.a", "ram": 2048, "vcpus": 1, "disk": 20, "ephemeral": 0, "swap": 0,
         "rx_tx_factor": 1, "is_public": false, "description": "", "region": "r", "timeouts": null,
         "extra_specs": {"hw:cpu_policy": "dedicated",
                         "a:b": "c"}}},
      {"address": "data.openstack_compute_flavor_v2.d", "mode": "data", "type": "openstack_compute_flavor_v2", "values": {"name": "d"}},
      {"address": "openstack_compute_flavor_access_v2.x", "mode": "managed", "type": "openstack_compute_flavor_access_v2",
       "values": {"flavor_id": "1", "tenant_id": "p"}},
      {"address": "openstack_compute_flavor_access_v2.y", "mode": "managed", "type": "openstack_compute_flavor_access_v2",
       "values": {"flavor_id": "1", "tenant_id": "q"}},
      {"address": "openstack_compute_instance_v2.i", "mode": "managed", "type": "openstack_compute_instance_v2", "values": {"name": "i"}}
    ],
    "child_modules": [{"address": "module.m", "child_modules": [{"resources": [
      {"address": "module.m.module.n.openstack_compute_flavor_v2.b[0]", "mode": "managed", "type": "openstack_compute_flavor_v2",
       "values": {"name": null, "ram": 4096, "rx_tx_factor": 2, "extra_specs": null, "nme": 1}}
    ]}]}]
  }}
}`;

test("a state: every value with its place, in modules too", async () => {
  const { definitions, format } = await clean(state, "f.json");
  expect(format).toBe("terraform-json");
  expect(definitions.map(({ subject }) => subject)).toEqual([
    "m1.a",
    "module.m.module.n.openstack_compute_flavor_v2.b[0]",
  ]);
  expect(definitions.map(summary)).toEqual([
    {
      id: '"1" @7:34',
      name: '"m1.a" @7:47',
      ram: "2048 @7:62",
      vcpus: "1 @7:77",
      disk: "20 @7:88",
      ephemeral: "0 @7:105",
      swap: "0 @7:116",
      is_public: "false @8:42",
      access: '["p","q"] @6:8',
      "spec hw:cpu_policy": '"dedicated" @9:43',
      "spec a:b": '"c" @10:33',
    },
    { ram: "4096 @20:40", rxtx_factor: "2 @20:62", "? nme": "1 @20:86" },
  ]);
});

const plan = (values: string, unknown: string, access = ""): string => `{
  "format_version": "1.2",
  "prior_state": {"values": {"root_module": {"resources": [
    {"address": "openstack_compute_flavor_v2.old", "mode": "managed", "type": "openstack_compute_flavor_v2", "values": {"name": "old"}}]}}},
  "planned_values": {"root_module": {"resources": [
    {"address": "openstack_compute_flavor_v2.a", "mode": "managed", "type": "openstack_compute_flavor_v2",
     "values": ${values}}${access}]}},
  "resource_changes": [
    {"address": "openstack_compute_flavor_v2.a", "change": {"actions": ["create"], "after_unknown":
      ${unknown}}}]
}`;

test("a plan: what only the apply knows is unresolved, but not an id that nobody chose", async () => {
  const text = plan(
    '{"name": "m1.a", "is_public": true, "extra_specs": {"a:b": "c"}}',
    '{"ram": true, "id": true, "flavor_id": true, "region": true, "extra_specs": {"a:d": true, "a:e": false}}',
  );
  const { definitions } = await clean(text, "f.json");
  expect(definitions.map(summary)).toEqual([
    {
      name: '"m1.a" @7:25',
      is_public: "true @7:46",
      ram: "<known after apply> @10:15",
      "spec a:b": '"c" @7:75',
      "spec a:d": "<known after apply> @10:91",
    },
  ]);
  expect(definitions[0]?.openSpecs).toBeUndefined();
});

test("a plan whose extra specs are all unknown, and whose name is", async () => {
  const { definitions } = await clean(plan('{"ram": 1}', '{"name": true, "extra_specs": true}'), "f.json");
  expect(definitions.map(summary)).toEqual([
    { ram: "1 @7:24", name: "<known after apply> @10:16", more: "<known after apply> @10:37" },
  ]);
  expect(definitions[0]?.subject).toBe("openstack_compute_flavor_v2.a");
});

const access = (values: string): string =>
  `,\n{"address": "openstack_compute_flavor_access_v2.x", "mode": "managed", "type": "openstack_compute_flavor_access_v2", "values": ${values}}`;

test.each([
  ['{"is_public": false}', access('{"tenant_id": "p"}'), "<openstack_compute_flavor_access_v2.x.flavor_id> @7:6"],
  ['{"is_public": true}', access('{"tenant_id": "p"}'), undefined],
  ['{"is_public": false, "flavor_id": "1"}', access('{"tenant_id": "p"}'), undefined],
  ['{"is_public": false, "flavor_id": "1"}', access('{"tenant_id": "p", "flavor_id": "1"}'), '["p"] @7:6'],
  ['{"is_public": false, "flavor_id": "1"}', access('{"tenant_id": "p", "flavor_id": "2"}'), undefined],
])("access of %s by %s", async (values, grant, expected) => {
  const { definitions } = await clean(plan(values, "{}", grant), "f.json");
  expect(definitions.map((each) => summary(each)["access"])).toEqual([expected]);
});

test.each([
  ['{"format_version": "1.0"}'],
  [
    '{"format_version": "1.0", "values": {"root_module": {"resources": [1, {"type": "openstack_compute_flavor_v2"}], "child_modules": 3}}}',
  ],
  ['{"format_version": "1.0", "values": 1, "resource_changes": [1, {"change": {}}]}'],
])("%s holds no flavor", async (text) => {
  await expect(clean(text, "f.json")).rejects.toThrow("BV014 info no flavors in the file, read as terraform-json");
});
