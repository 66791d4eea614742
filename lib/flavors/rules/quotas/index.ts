// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { deadCompanion } from "./fl507-dead-companion.ts";
import { driverMix } from "./fl506-driver-mix.ts";
import { iotuneConflict } from "./fl501-iotune-conflict.ts";
import { quotaNoEffect } from "./fl502-quota-no-effect.ts";
import { quotaRange } from "./fl504-quota-range.ts";
import { quotaUnit } from "./fl505-quota-unit.ts";
import { quotaZero } from "./fl503-quota-zero.ts";

/** Limits and keys that Nova takes and that then fail on the host or do nothing. */
export const quotasRules: readonly FlavorRule[] = [
  iotuneConflict,
  quotaNoEffect,
  quotaZero,
  quotaRange,
  quotaUnit,
  driverMix,
  deadCompanion,
];
