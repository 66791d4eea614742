// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { reference } from "./reference.ts";

it("docs/cli.md says what --help says (node test/cli/reference.ts > docs/cli.md)", async () => {
  expect(readFileSync(new URL("../../docs/cli.md", import.meta.url), "utf8")).toBe(await reference());
});
