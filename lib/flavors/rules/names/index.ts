// SPDX-License-Identifier: Apache-2.0
import type { CatalogueRule, FlavorRule } from "../../rule.ts";
import { nameScheme } from "./fl201-name-scheme.ts";
import { nameOverpromises } from "./fl202-name-overpromises.ts";
import { nameUnderstates } from "./fl203-name-understates.ts";
import { nameTokenVsSpec } from "./fl204-name-token-vs-spec.ts";
import { nameNoncanonical } from "./fl205-name-noncanonical.ts";
import { nameK8sLabel } from "./fl206-name-k8s-label.ts";
import { tokenSpelling } from "./fl207-token-spelling.ts";

/** FL201–FL207: what a name says. */
export const namesRules: readonly (FlavorRule | CatalogueRule)[] = [
  nameScheme,
  nameOverpromises,
  nameUnderstates,
  nameTokenVsSpec,
  nameNoncanonical,
  nameK8sLabel,
  tokenSpelling,
];
