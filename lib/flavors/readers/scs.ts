// SPDX-License-Identifier: Apache-2.0
import type { SourceDocument } from "../../model/index.ts";
import type { Reading } from "./reading.ts";

/** scs */
export function readScs(_document: SourceDocument): Reading {
  return { definitions: [], findings: [] };
}
