// SPDX-License-Identifier: Apache-2.0
import type { FlavorSettings } from "./settings.ts";

/** A set of house rules under one name. Rules that name the profile are switched on; its settings are laid over the defaults. */
export interface Profile {
  readonly name: string;
  /** One sentence for the help. */
  readonly what: string;
  readonly settings: Partial<FlavorSettings>;
  /** Changed severities: rule id → severity or "off". */
  readonly severities?: Readonly<Record<string, "error" | "warning" | "info" | "off">> | undefined;
}
