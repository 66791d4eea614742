// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { guards } from "../../lib/kubernetes/light.ts";

test("docs/guard-rails.md has a line for each guard, and no other", () => {
  const page = readFileSync(new URL("../../docs/guard-rails.md", import.meta.url), "utf8");
  const lines = [...page.matchAll(/^\| `([a-z-]+)` \| (.*) \| (.*) \|$/gm)].map(([, name, refuses, why]) => [
    name,
    refuses,
    why,
  ]);
  expect(lines).toEqual(guards.map(({ name, refuses, why }) => [name, refuses, why]));
});
