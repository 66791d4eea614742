// SPDX-License-Identifier: Apache-2.0
export { keysOf, type Lookup, longestKey, longestValue, lookupSpec, namespacesOf, ruleAt } from "./lookup.ts";
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
export { accepts, describeRule, faultOf, validateSpec, type ValueFault } from "./validate.ts";
export { looseBool, pythonInt, pythonIntText, pythonStrip, strictBool } from "./values.ts";
