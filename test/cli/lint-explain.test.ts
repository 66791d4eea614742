// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { rules as flavorRules } from "../../lib/flavors/index.ts";
import { rules as manifestRules } from "../../lib/manifests/index.ts";
import { cli, lastLine } from "./harness.ts";

const rules = [...flavorRules, ...manifestRules];

describe("lint explain", () => {
  it("says what, why, where from, and what the rule says of its examples", async () => {
    const { code, stdout } = await cli(["lint", "explain", "fl103"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^FL103 field-range \(error\)\n\nvcpus and ram are from 1 to 2147483647; .*\nNova's schema refuses .*\n\nsources: nova\/api.*\n {9}nova\/db\/constants\.py\n\nfound: no vCPU\n {2}flavors:\n {4}m1\.test: \{ vcpus: 0, ram: 4096, disk: 20 \}\n {2}→ error m1\.test: vcpus is out of range\n {6}seen: 0\n {6}allowed: 1 to 2147483647\n/,
    );
    expect((await cli(["lint", "explain", "field-range"])).stdout).toBe(stdout);
  });

  it("of every rule, with a finding for each failing example and none for a passing one", async () => {
    for (const { id } of rules) {
      const { stdout } = await cli(["lint", "explain", id, "--json"]);
      const { rule, failing, passing } = JSON.parse(stdout) as Record<
        "failing" | "passing",
        { findings: { code: string }[] }[]
      > & { rule: { id: string } };
      expect(rule.id).toBe(id);
      for (const { findings } of failing) expect(new Set(findings.map(({ code }) => code))).toEqual(new Set([id]));
      for (const { findings } of passing) expect(findings).toEqual([]);
    }
  });

  it("says what switches a rule on", async () => {
    expect((await cli(["lint", "explain", "FL601"])).stdout).toContain("runs:    only with --profile wikimedia\n");
    expect((await cli(["lint", "explain", "FL708"])).stdout).toContain(
      "runs:    only with bivouac lint flavors … --live <cloud>\n",
    );
    expect((await cli(["lint", "explain", "FL801"])).stdout).toContain("runs:    only with bivouac lint <event>\n");
    expect((await cli(["lint", "explain", "FL001"])).stdout).toContain("ignore:  no suppression is honoured\n");
  });

  it("does not know every rule", async () => {
    const { code, stderr } = await cli(["lint", "explain", "spec-unkown"]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `error no rule "spec-unkown"
  did you mean bivouac lint explain spec-unknown?
  all rules: bivouac lint rules
exit 2: no rule "spec-unkown"
`,
    });
    expect(lastLine((await cli(["lint", "explain"])).stderr)).toBe("exit 2: missing required argument 'rule'");
  });
});

describe("lint rules", () => {
  it("lists all of them", async () => {
    const { stdout } = await cli(["lint", "rules"]);
    expect(stdout.trimEnd().split("\n")).toHaveLength(rules.length + 2);
    expect(stdout).toMatch(/^FL303 {2}error {5}spec-unknown +suggested$/m);
    expect(stdout).toContain(`${rules.length} rules; more of one: bivouac lint explain FL001\n`);
    const document = JSON.parse((await cli(["lint", "rules", "--format", "json"])).stdout) as {
      rules: { id: string }[];
    };
    expect(document.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    expect(document.rules[0]).toEqual({
      id: "FL001",
      name: "suppression",
      scope: "suppression",
      severity: "warning",
      what: expect.any(String) as string,
      why: expect.any(String) as string,
      sources: ["docs/lint.md"],
      fix: "suggested",
      profiles: null,
      ignorable: false,
    });
  });
});
