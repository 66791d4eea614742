// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { specKeyChars } from "./fl301-spec-key-chars.ts";
import { specValueLength } from "./fl302-spec-value-length.ts";
import { specUnknown } from "./fl303-spec-unknown.ts";
import { namespaceNearMiss } from "./fl304-namespace-near-miss.ts";
import { specUnnamespaced } from "./fl305-spec-unnamespaced.ts";
import { groupPolicyVsAggregateFilter } from "./fl306-group-policy-vs-aggregate-filter.ts";
import { specValue } from "./fl307-spec-value.ts";
import { specNumberStyle } from "./fl308-spec-number-style.ts";
import { specBoolStyle } from "./fl309-spec-bool-style.ts";
import { specRelease } from "./fl310-spec-release.ts";
import { specDeprecated } from "./fl311-spec-deprecated.ts";
import { specNeedsOldMicroversion } from "./fl312-spec-needs-old-microversion.ts";
import { filterOperator } from "./fl313-filter-operator.ts";
import { vendorNamespace } from "./fl314-vendor-namespace.ts";

/** FL301–FL314: extra specs by themselves, as Nova's API and its filters read them. */
export const specsRules: readonly FlavorRule[] = [
  specKeyChars,
  specValueLength,
  specUnknown,
  namespaceNearMiss,
  specUnnamespaced,
  groupPolicyVsAggregateFilter,
  specValue,
  specNumberStyle,
  specBoolStyle,
  specRelease,
  specDeprecated,
  specNeedsOldMicroversion,
  filterOperator,
  vendorNamespace,
];
