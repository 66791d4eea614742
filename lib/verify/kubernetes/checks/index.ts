// SPDX-License-Identifier: Apache-2.0
import type { KubernetesCheck } from "../probe.ts";
import { classesRefused } from "./classes-refused.ts";
import { clusterObjects } from "./cluster-objects.ts";
import { credentialEnd } from "./credential-end.ts";
import { escalation } from "./escalation.ts";
import { guardsKept } from "./guards-kept.ts";
import { hostsRefused } from "./hosts-refused.ts";
import { identity } from "./identity.ts";
import { imagesRefused } from "./images-refused.ts";
import { labelsKept } from "./labels-kept.ts";
import { limitRange } from "./limit-range.ts";
import { limitsApplied } from "./limits-applied.ts";
import { networkPolicies } from "./network-policies.ts";
import { networkReach } from "./network-reach.ts";
import { openingsRefused } from "./openings-refused.ts";
import { otherNamespacesRead } from "./other-namespaces-read.ts";
import { otherNamespaces } from "./other-namespaces.ts";
import { ownNamespace } from "./own-namespace.ts";
import { ownership } from "./ownership.ts";
import { podSecurity } from "./pod-security.ts";
import { podsRefused } from "./pods-refused.ts";
import { quotaHolds } from "./quota-holds.ts";
import { quota } from "./quota.ts";
import { rightsReview } from "./rights-review.ts";
import { routing } from "./routing.ts";
import { serverPaths } from "./server-paths.ts";
import { servicesRefused } from "./services-refused.ts";
import { systemNamespaces } from "./system-namespaces.ts";
import { tokens } from "./tokens.ts";
import { workAdmitted } from "./work-admitted.ts";

/** All checks, in the order of their codes: cheap and telling ones come first within their group. */
export const kubernetesChecks: readonly KubernetesCheck[] = [
  ownNamespace,
  otherNamespaces,
  systemNamespaces,
  clusterObjects,
  escalation,
  tokens,
  routing,
  serverPaths,
  rightsReview,
  otherNamespacesRead,
  identity,
  credentialEnd,
  podSecurity,
  ownership,
  labelsKept,
  guardsKept,
  quota,
  limitRange,
  networkPolicies,
  networkReach,
  quotaHolds,
  limitsApplied,
  podsRefused,
  servicesRefused,
  openingsRefused,
  imagesRefused,
  hostsRefused,
  classesRefused,
  workAdmitted,
];
