// SPDX-License-Identifier: Apache-2.0
// A second door of the model: findings, documents and nearest names without the event's schema. What is behind it loads
// no zod, which costs more at start than a whole lint of a file.
export { type Budget, eventBudget, flavorBudget, manifestBudget } from "./budget.ts";
export { type Block, contains, formatBlock, overlap, parseBlock } from "./cidr.ts";
export {
  type Path,
  type Place,
  type ReadDocument,
  readDocument,
  type ReadDocuments,
  readDocuments,
  type SourceDocument,
} from "./document.ts";
export type * from "./event.ts";
export { type ExpandedFlavor, type ExpandedFlavors, expandFlavors } from "./families.ts";
export { type Finding, hasErrors, type Severity, sortFindings } from "./finding.ts";
export {
  accessGroup,
  dataServices,
  guardRailLabel,
  labelDomain,
  namespaceObjects,
  ownerLabels,
  publishedLabel,
  resourceName,
  slug,
  teamName,
  teardownAnnotation,
} from "./names.ts";
export { defaultGuardRails } from "./guard-rails.ts";
export { didYouMean, nearest } from "./nearest.ts";
export { matchOpenings, type OpeningFinding, type OpeningTeam } from "./openings.ts";
export { Bytes, Cpu, Memory, type QuantityLike, quantityText } from "./amounts.ts";
export { containerDefaults, type NamespaceBounds, type NamespaceSize, namespaceSizes } from "./namespace-sizes.ts";
export { canonicalQuantity, Quantity, quantityMillis } from "./quantity.ts";
export { show } from "./report.ts";
export { isoSeconds, isTimeZone, type LocalTime, toInstant } from "./time.ts";
