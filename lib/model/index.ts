// SPDX-License-Identifier: Apache-2.0
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
export { type FlavorsInput, flavorsSchema } from "./flavors-schema.ts";
export { type ReadFlavors, readFlavors, resolveFlavors } from "./flavors.ts";
export {
  accessGroup,
  eventFlavorId,
  eventFlavorName,
  guardRailLabel,
  labelDomain,
  namespaceObjects,
  type Owner,
  ownerDescription,
  ownerLabels,
  publishedLabel,
  ownerMetadata,
  ownerTags,
  resourceName,
  slug,
  stackName,
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
export {
  readEvent,
  readEventDocument,
  type ReadEventOptions,
  type ResolvedEvent,
  resolveEvent,
  type ResolveEventOptions,
} from "./resolve.ts";
export {
  type EventInput,
  eventSchema,
  idPattern,
  limits,
  type NamespaceInput,
  namespaceSchema,
  type TeamInput,
  teamSchema,
  type VmInput,
  vmSchema,
} from "./schema.ts";
export { isoSeconds, isTimeZone, type LocalTime, toInstant } from "./time.ts";
