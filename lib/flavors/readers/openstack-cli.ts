// SPDX-License-Identifier: Apache-2.0
import type { SourceDocument } from "../../model/index.ts";
import type { Reading } from "./reading.ts";

/** cli */
export function readOpenstackCli(_document: SourceDocument): Reading {
  return { definitions: [], findings: [] };
}
