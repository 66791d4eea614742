// SPDX-License-Identifier: Apache-2.0
import { isNearScsName, repairScsName } from "../../names/scs-repair.ts";
import type { FlavorRule } from "../../rule.ts";

export const scsNearMiss: FlavorRule = {
  id: "FL214",
  name: "scs-near-miss",
  scope: "flavor",
  severity: "warning",
  what: "A name that looks like an SCS name has the prefix SCS- as the standard writes it.",
  why: "Case and dash count: with scs- or SCS_ the flavor is none of the standard's for users and for the compliance test, which passes it in silence.",
  sources: ["SovereignCloudStack/standards: Tests/iaas/scs_0100_flavor_naming/flavor_names_check.py"],
  fix: "suggested",
  // Elsewhere the letters may mean something else.
  profiles: ["scs-0100", "scs-0103"],
  *check(flavor) {
    const { name } = flavor;
    if (name === undefined || !isNearScsName(name)) return;
    const repaired = repairScsName(name);
    yield {
      message: "the name looks like an SCS name and is none",
      at: flavor.at("name"),
      seen: name,
      allowed: repaired ?? "SCS- and the SCS grammar, or another beginning",
      ...(repaired === undefined
        ? {}
        : {
            hint: `is ${repaired} meant?`,
            fix: { title: `rename to ${repaired}`, safe: false, edits: [flavor.renaming(repaired)] },
          }),
    };
  },
  failing: [
    { title: "lower case", flavors: [{ name: "scs-4V-16" }] },
    { title: "underscores", flavors: [{ name: "SCS_4V_16_50" }] },
    { title: "a colon", flavors: [{ name: "SCS:4V:16" }] },
  ],
  passing: [
    { title: "the prefix itself", flavors: [{ name: "SCS-4V-16" }] },
    { title: "another word with these letters", flavors: [{ name: "scs-control-plane" }] },
    { title: "another scheme", flavors: [{ name: "m1.large" }] },
  ],
};
