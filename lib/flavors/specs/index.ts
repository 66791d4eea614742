// SPDX-License-Identifier: Apache-2.0
export { type Lookup, longestKey, longestValue, lookupSpec, namespacesOf, rowsOf, ruleAt } from "./lookup.ts";
export {
  isCustom,
  knowsResourceClass,
  knowsTrait,
  resourceClassesOf,
  sinceOfResourceClass,
  sinceOfTrait,
  traitsOf,
} from "./names.ts";
export { editDistance, nearest } from "./nearest.ts";
export { readsFloat, readsPattern } from "./patterns.ts";
export { type NearMiss, nearMiss, suggestKey } from "./suggest.ts";
export { aggregateFilter, hasOldReader, misnamed, novaOf, oldReader, pointRelease } from "./old-readers.ts";
export { accepts, describeRule, faultOf, validateSpec, type ValueFault } from "./validate.ts";
export { looseBool, pythonInt, pythonIntText, pythonStrip, strictBool } from "./values.ts";
export { type ComparedWith, demandFault, type DemandFault } from "./operators.ts";
