// SPDX-License-Identifier: Apache-2.0
export { demandOf, totalDemand } from "./demand.ts";
export { planEvent, type PlannedEvent } from "./event-plan.ts";
export { type AssignedNetworks, assignNetworks } from "./networks.ts";
export type * from "./plan.ts";
export { quotasFor } from "./quotas.ts";
