// SPDX-License-Identifier: Apache-2.0
import type { z } from "zod";
import type { eventSchema } from "./schema.ts";

/** The event as written, after the schema's own defaults. */
export type Draft = z.output<typeof eventSchema>;
export type TeamDraft = Draft["teams"][string];
