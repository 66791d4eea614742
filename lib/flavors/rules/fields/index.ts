// SPDX-License-Identifier: Apache-2.0
import type { CatalogueRule, FlavorRule } from "../../rule.ts";
import { requiredField } from "./fl101-required-field.ts";
import { fieldType } from "./fl102-field-type.ts";
import { fieldRange } from "./fl103-field-range.ts";
import { nameChars } from "./fl104-name-chars.ts";
import { idChars } from "./fl105-id-chars.ts";
import { unknownField } from "./fl106-unknown-field.ts";
import { rxtxFactor } from "./fl107-rxtx-factor.ts";
import { duplicateName } from "./fl108-duplicate-name.ts";
import { duplicateShape } from "./fl109-duplicate-shape.ts";
import { implicitVisibility } from "./fl110-implicit-visibility.ts";
import { privateUnreachable } from "./fl111-private-unreachable.ts";
import { publicWithAccess } from "./fl112-public-with-access.ts";
import { ramUnit } from "./fl113-ram-unit.ts";
import { swapUnit } from "./fl114-swap-unit.ts";
import { zeroDisk } from "./fl115-zero-disk.ts";
import { ratioOutlier } from "./fl116-ratio-outlier.ts";
import { placeholder } from "./fl117-placeholder.ts";

/** FL101–FL117: the fields of a flavor. */
export const fieldsRules: readonly (FlavorRule | CatalogueRule)[] = [
  requiredField,
  fieldType,
  fieldRange,
  nameChars,
  idChars,
  unknownField,
  rxtxFactor,
  duplicateName,
  duplicateShape,
  implicitVisibility,
  privateUnreachable,
  publicWithAccess,
  ramUnit,
  swapUnit,
  zeroDisk,
  ratioOutlier,
  placeholder,
];
