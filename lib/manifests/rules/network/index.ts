// SPDX-License-Identifier: Apache-2.0
import type { ManifestRule } from "../../rule.ts";
import { openEgress } from "./np101-open-egress.ts";
import { openIngress } from "./np102-open-ingress.ts";
import { selectsNothing } from "./np103-selects-nothing.ts";
import { orInsteadOfAnd } from "./np104-or-instead-of-and.ts";
import { unknownNamedPort } from "./np105-unknown-named-port.ts";
import { portRange } from "./np106-port-range.ts";
import { forgottenPolicyType } from "./np107-forgotten-policy-type.ts";
import { ipBlock } from "./np108-ip-block.ts";
import { nonIsolatedPod } from "./np109-non-isolated-pod.ts";

/** In the order of their ids. */
export const networkRules: readonly ManifestRule[] = [
  openEgress,
  openIngress,
  selectsNothing,
  orInsteadOfAnd,
  unknownNamedPort,
  portRange,
  forgottenPolicyType,
  ipBlock,
  nonIsolatedPod,
];
