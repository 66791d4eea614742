// SPDX-License-Identifier: Apache-2.0
import type { ManifestRule } from "../../rule.ts";
import { imageSource } from "./ag101-image-source.ts";
import { imageDigest } from "./ag102-image-digest.ts";
import { hostSuffixRule } from "./ag103-host-suffix.ts";
import { hostOfAll } from "./ag104-host-of-all.ts";
import { controllerAnnotations } from "./ag105-controller-annotations.ts";
import { routeReferences } from "./ag106-route-references.ts";
import { organizersKinds } from "./ag107-organizers-kinds.ts";
import { serviceExposure } from "./ag108-service-exposure.ts";
import { writtenEndpoints } from "./ag109-written-endpoints.ts";
import { storageClass } from "./ag110-storage-class.ts";
import { foreignVolume } from "./ag111-foreign-volume.ts";
import { priorityClass } from "./ag112-priority-class.ts";
import { nodeChoice } from "./ag113-node-choice.ts";
import { nodeKeys } from "./ag114-node-keys.ts";
import { policyOpens } from "./ag115-policy-opens.ts";
import { foreignSubject } from "./ag116-foreign-subject.ts";
import { endlessToken } from "./ag117-endless-token.ts";
import { ownerLabels } from "./ag118-owner-labels.ts";

/** In the order of their ids: what the event's admission guards refuse, said before the apply. */
export const guardRules: readonly ManifestRule[] = [
  imageSource,
  imageDigest,
  hostSuffixRule,
  hostOfAll,
  controllerAnnotations,
  routeReferences,
  organizersKinds,
  serviceExposure,
  writtenEndpoints,
  storageClass,
  foreignVolume,
  priorityClass,
  nodeChoice,
  nodeKeys,
  policyOpens,
  foreignSubject,
  endlessToken,
  ownerLabels,
];
