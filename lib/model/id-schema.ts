// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";

export const idPattern: RegExp = /^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$/;
export const id = (max: number, what: string): z.ZodString =>
  z.string().min(1).max(max).regex(idPattern).describe(what);

export const limits = { event: 24, team: 20, vm: 12, volume: 12, member: 32 } as const;
