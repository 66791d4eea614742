// SPDX-License-Identifier: Apache-2.0
import { parseScsName } from "../../names/scs-parse.ts";
import { printScsName } from "../../names/scs-print.ts";
import type { FlavorRule } from "../../rule.ts";

export const scsV1Name: FlavorRule = {
  id: "FL213",
  name: "scs-v1-name",
  scope: "flavor",
  severity: "warning",
  what: "An SCS name is not written in the syntax of version 1, with colons.",
  why: "Version 1 ended in 2023: such a flavor does not count as a standard flavor. Kubernetes takes no colon in a label, so the instance type of such a node falls back to an id.",
  sources: [
    "SovereignCloudStack/standards: Standards/scs-0100-v3-flavor-naming.md, Previous standard versions",
    "SovereignCloudStack/standards#190",
  ],
  fix: "suggested",
  *check(flavor) {
    const parsed = flavor.name === undefined ? undefined : parseScsName(flavor.name);
    if (!parsed?.ok || parsed.version !== 1) return;
    const current = printScsName(parsed.name);
    yield {
      message: "the name has the syntax of version 1",
      at: flavor.at("name"),
      seen: flavor.name,
      allowed: current,
      hint: `offer it as ${current}; the old name can stay known as scs:name-v1`,
      fix: { title: `rename to ${current}`, safe: false, edits: [flavor.renaming(current)] },
    };
  },
  failing: [
    { title: "vCPUs and RAM", flavors: [{ name: "SCS-4V:16", vcpus: 4, ram: 16_384 }] },
    { title: "disk and extensions", flavors: [{ name: "SCS-4C:16:2x200p-a1", vcpus: 4, ram: 16_384 }] },
  ],
  passing: [
    { title: "version 3", flavors: [{ name: "SCS-4V-16", vcpus: 4, ram: 16_384 }] },
    {
      title: "the old name as a property",
      flavors: [{ name: "SCS-4V-16", vcpus: 4, ram: 16_384, extraSpecs: { "scs:name-v1": "SCS-4V:16" } }],
    },
  ],
};
