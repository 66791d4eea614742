// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { manifestRulesPage } from "./page.ts";

test("docs/manifest-rules.md says what the rules say (make rules)", () => {
  const page = readFileSync(new URL("../../../docs/manifest-rules.md", import.meta.url), "utf8");
  expect(page === manifestRulesPage()).toBe(true);
});
