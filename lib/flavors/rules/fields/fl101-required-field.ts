// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { meantField } from "./meant-field.ts";

const required = ["name", "vcpus", "ram", "disk"] as const;

export const requiredField: FlavorRule = {
  id: "FL101",
  name: "required-field",
  scope: "flavor",
  severity: "error",
  what: "name, vcpus, ram and disk are given.",
  why: "Nova's schema refuses a flavor without them with 400. Disk has no default: 0 says that the image decides.",
  sources: ["nova/api/openstack/compute/schemas/flavors.py"],
  *check(flavor) {
    const { format } = flavor.definition.source;
    for (const field of required) {
      const value = flavor.field(field);
      if (value !== undefined && value !== null) continue;
      // Its module fills in 0.
      if (field === "disk" && format === "ansible") continue;
      // One mistake, one finding: FL106 says that `vcpu` is no field.
      if (flavor.definition.unknown.some(({ key }) => meantField(key, flavor.definition)?.field === field)) continue;
      yield {
        message: `${field} is missing`,
        at: value === null ? flavor.at(field) : { ...flavor.here, field },
        ...(field === "disk"
          ? { hint: "write the GiB, or 0 if servers boot from a volume or take the image's size" }
          : {}),
      };
    }
  },
  failing: [
    { title: "no disk", flavors: [{ disk: undefined }] },
    { title: "nothing behind the key", flavors: [{ ram: null }] },
    { title: "no name", flavors: [{ name: undefined }] },
  ],
  passing: [
    { title: "disk 0 is an answer", flavors: [{ disk: 0 }] },
    { title: "a misspelt field is told by FL106 alone", flavors: [{ vcpus: undefined, vcpu: 2 }] },
    {
      title: "Ansible's module has a default for disk",
      flavors: [{ disk: undefined }],
      options: { format: "ansible" },
    },
  ],
};
