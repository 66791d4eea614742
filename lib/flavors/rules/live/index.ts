// SPDX-License-Identifier: Apache-2.0
import type { LiveRule } from "../../rule.ts";
import { cloudDrift } from "./fl701-cloud-drift.ts";
import { onlyOneSide } from "./fl702-only-one-side.ts";
import { aggregateMissing } from "./fl703-aggregate-missing.ts";
import { aggregateWithoutHosts } from "./fl704-aggregate-without-hosts.ts";
import { bareKeyInFilter } from "./fl705-bare-key-in-filter.ts";
import { traitNowhere } from "./fl706-trait-nowhere.ts";
import { resourceNowhere } from "./fl707-resource-nowhere.ts";
import { noCandidate } from "./fl708-no-candidate.ts";
import { largerThanAnyHost } from "./fl709-larger-than-any-host.ts";
import { accessUnknown } from "./fl710-access-unknown.ts";
import { quotaTooSmall } from "./fl711-quota-too-small.ts";
import { imagePair } from "./fl712-image-pair.ts";
import { cloudValidates } from "./fl713-cloud-validates.ts";
import { deviceUnknown } from "./fl714-device-unknown.ts";
import { serverCopyDiffers } from "./fl715-server-copy-differs.ts";
import { otherShapeElsewhere } from "./fl716-other-shape-elsewhere.ts";

/** FL701–FL716: flavors against what a cloud said. They run when a cloud was asked. */
export const liveRules: readonly LiveRule[] = [
  cloudDrift,
  onlyOneSide,
  aggregateMissing,
  aggregateWithoutHosts,
  bareKeyInFilter,
  traitNowhere,
  resourceNowhere,
  noCandidate,
  largerThanAnyHost,
  accessUnknown,
  quotaTooSmall,
  imagePair,
  cloudValidates,
  deviceUnknown,
  serverCopyDiffers,
  otherShapeElsewhere,
];
