// SPDX-License-Identifier: Apache-2.0
import type { LiveProblem } from "../rule.ts";
import type { CloudFacts, FactName } from "./facts.ts";

/** What people call the parts of the facts. */
const words: Readonly<Record<FactName, string>> = {
  flavors: "its flavors",
  aggregates: "its aggregates",
  services: "its compute services",
  traits: "placement's traits",
  resourceClasses: "placement's resource classes",
  providers: "placement's providers and inventories",
  candidates: "placement's allocation candidates",
  projects: "its projects",
  quotas: "its quotas",
  images: "its images",
  servers: "its servers",
  microversion: "its compute API's versions",
  deviceProfiles: "Cyborg's device profiles",
};

/** The first of the parts that is absent, as one finding: neither a pass nor a fault. Nothing when all are there. */
export function notChecked(cloud: CloudFacts, ...needed: readonly FactName[]): LiveProblem[] {
  const missing = needed.find((name) => cloud[name] === undefined);
  if (missing === undefined) return [];
  return [
    {
      message: `not checked: cloud ${cloud.cloud} did not tell ${words[missing]}`,
      subject: cloud.cloud,
      seen: cloud.refused?.[missing],
      hint: "ask with a reader's or administrator's login",
      notChecked: true,
    },
  ];
}
