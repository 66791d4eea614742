// SPDX-License-Identifier: Apache-2.0
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { readPipeline } from "../../../../lib/manifests/rules/bridge/pipeline.ts";

test.prop([fc.string({ unit: "binary-ascii", maxLength: 200 })])("never throws", (text) => {
  expect(Array.isArray(readPipeline(text).plugins)).toBe(true);
  expect(Array.isArray(readPipeline(`input { x { a => "${text}" } }`).plugins)).toBe(true);
});
