// SPDX-License-Identifier: Apache-2.0

// The pack of `pulumi preview --policy-pack policy`. Options come from the environment, and for each policy from its own
// configuration (`--policy-pack-config`): BIVOUAC_LINT_PROFILES=wikimedia,nova@2025.1
import policy from "@pulumi/policy";
import { flavorPolicies } from "./policies.ts";

const profiles = (process.env["BIVOUAC_LINT_PROFILES"] ?? "").split(",").filter((name) => name !== "");

new policy.PolicyPack("bivouac-flavors", {
  description: "What Nova accepts and no server can boot from, what does nothing, what is not what its name says.",
  policies: flavorPolicies({ profiles }),
});
