// SPDX-License-Identifier: Apache-2.0
import type { CatalogueRule, FlavorRule } from "../../rule.ts";
import { scsDedicated } from "./fl216-scs-dedicated.ts";
import { scsDiscouraged } from "./fl212-scs-discouraged.ts";
import { scsMandatory } from "./fl217-scs-mandatory.ts";
import { scsNearMiss } from "./fl214-scs-near-miss.ts";
import { scsOverpromise } from "./fl211-scs-overpromise.ts";
import { scsSpecs } from "./fl215-scs-specs.ts";
import { scsSyntax } from "./fl210-scs-syntax.ts";
import { scsV1Name } from "./fl213-scs-v1-name.ts";

/**
 * Rules of the Sovereign Cloud Stack. Whoever writes the prefix `SCS-` or a property `scs:…` has claimed to follow the
 * standard: those rules need no profile. Advice (FL212), near misses (FL214) and the list of standard flavors (FL217) do.
 */
export const scsRules: readonly (FlavorRule | CatalogueRule)[] = [
  scsSyntax,
  scsOverpromise,
  scsDiscouraged,
  scsV1Name,
  scsNearMiss,
  scsSpecs,
  scsDedicated,
  scsMandatory,
];
