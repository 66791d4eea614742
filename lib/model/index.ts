// SPDX-License-Identifier: Apache-2.0
// All of the light door, and what knows the schemas.
export * from "./light.ts";
export { type FlavorsInput, flavorsSchema } from "./flavors-schema.ts";
export { type ReadFlavors, readFlavors, resolveFlavors } from "./flavors.ts";
export {
  eventFlavorId,
  eventFlavorName,
  type Owner,
  ownerDescription,
  ownerMetadata,
  ownerTags,
  stackName,
} from "./names.ts";
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
