// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cli, folder } from "./harness.ts";

const flavors = `resource "openstack_compute_flavor_v2" "this" {
  for_each    = local.flavors
  name        = each.key
  ram         = each.value.ram
  vcpus       = 2
  disk        = 20
  is_public   = false
  extra_specs = each.value.specs # theirs
}
`;
const files = {
  "flavors.tf": flavors,
  "access.tf": `resource "openstack_compute_flavor_access_v2" "this" {
  for_each  = local.flavors
  tenant_id = "p"
  flavor_id = openstack_compute_flavor_v2.this[each.key].id
}
`,
  "locals.tf": `locals {
  flavors = {
    "m1.a" = { ram = 4096, specs = { "hw:cpu_policy" = "Dedicated" } } # a
  }
}
`,
};

it("a folder of Terraform is one catalogue: what its files say of each other counts", async () => {
  const cwd = folder(files);
  const { code, stdout } = await cli(["lint", "flavors", "."], { cwd });
  // The access is granted in another file, the value stands in a third.
  expect(stdout.split("\n").filter((line) => /^\S+:\d/.test(line))).toEqual([
    "flavors.tf:8:17 error FL307 m1.a: value of hw:cpu_policy is none of the words that Nova takes [fix]",
  ]);
  expect(code).toBe(1);
});

it("--fix changes the map that the value is written in, and nothing else", async () => {
  const text = `${files["locals.tf"]}${flavors}`;
  const cwd = folder({ "all.tf": text, "access.tf": files["access.tf"] });
  const { code } = await cli(["lint", "flavors", ".", "--fix"], { cwd });
  expect(code).toBe(0);
  expect(readFileSync(join(cwd, "all.tf"), "utf8")).toBe(text.replace("Dedicated", "dedicated"));
});
