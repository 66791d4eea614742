// SPDX-License-Identifier: Apache-2.0
import type { SourceDocument } from "../../model/index.ts";
import type { Reading } from "./reading.ts";

/** Pulumi state and previews: not read yet. */
export function readPulumi(_document: SourceDocument): Reading {
  return { definitions: [], findings: [] };
}
