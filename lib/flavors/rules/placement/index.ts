// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { groupPolicyMissing } from "./fl430-group-policy-missing.ts";
import { groupWithoutResources } from "./fl431-group-without-resources.ts";
import { resourceDropped } from "./fl432-resource-dropped.ts";
import { traitUnknown } from "./fl433-trait-unknown.ts";
import { baremetalZeroes } from "./fl434-baremetal-zeroes.ts";
import { overrideMismatch } from "./fl435-override-mismatch.ts";
import { doublePcpu } from "./fl436-double-pcpu.ts";
import { pciAlias } from "./fl437-pci-alias.ts";

/** FL430–FL437: what flavors ask of Placement, and of PCI devices. */
export const placementRules: readonly FlavorRule[] = [
  groupPolicyMissing,
  groupWithoutResources,
  resourceDropped,
  traitUnknown,
  baremetalZeroes,
  overrideMismatch,
  doublePcpu,
  pciAlias,
];
