// SPDX-License-Identifier: Apache-2.0
import type { Event } from "../../model/index.ts";
import type { Flavor } from "../flavor.ts";

/** An event with the flavors that it may name. */
export interface Usage {
  readonly event: Event;
  readonly flavors: readonly Flavor[];
}
