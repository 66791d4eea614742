// SPDX-License-Identifier: Apache-2.0
import { quotaProbe } from "../over-ask.ts";
import type { KubernetesCheck } from "../probe.ts";

/** Numbers of objects cannot be asked for in one request; that they are counted is VK135. */
export const quotaHolds: KubernetesCheck = {
  code: "VK141",
  name: "quota-holds",
  proves: "More CPU, memory, storage or extended resources than the quota has are refused.",
  hint: "Put quota and limits back: bivouac up for this team.",
  probes: (asking) => Object.entries(asking.plannedQuota).flatMap(([key, hard]) => quotaProbe(asking, key, hard) ?? []),
};
