// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rulesPage } from "./page.ts";

test("RULES.md says what the rules say (make rules)", () => {
  expect(readFileSync(new URL("../../../RULES.md", import.meta.url), "utf8")).toBe(rulesPage());
});
