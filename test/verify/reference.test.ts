// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { kubernetesChecks } from "../../lib/verify/kubernetes/index.ts";
import { verifyReference } from "./reference.ts";

test("docs/verify.md says what the checks say (node --conditions=development test/verify/reference.ts > docs/verify.md)", () => {
  expect(readFileSync(new URL("../../docs/verify.md", import.meta.url), "utf8")).toBe(verifyReference());
});

test("codes and names are one a check, in order", () => {
  const codes = kubernetesChecks.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].toSorted());
  expect(codes.every((code) => /^VK1\d\d$/.test(code))).toBe(true);
  expect(new Set(kubernetesChecks.map(({ name }) => name)).size).toBe(codes.length);
});
