// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from "./manifest.ts";

/** One object and the id of its construct. */
export interface Part {
  readonly id: string;
  readonly manifest: Manifest;
}
