// SPDX-License-Identifier: Apache-2.0
import type { SourceDocument } from "../../model/index.ts";
import type { Reading } from "./reading.ts";

/** terraform show -json: not read yet. */
export function readTerraformJson(_document: SourceDocument): Reading {
  return { definitions: [], findings: [] };
}
