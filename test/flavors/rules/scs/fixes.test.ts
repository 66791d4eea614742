// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { lintFlavors, readFlavorText } from "../../../../lib/flavors/index.ts";
import { applyEdits } from "../../../../lib/lint/edit/index.ts";
import type { LintFinding } from "../../../../lib/lint/index.ts";

const rules = new Set(["FL210", "FL211", "FL213", "FL214", "FL215", "FL216", "FL217"]);

async function lint(text: string): Promise<LintFinding[]> {
  const { definitions, findings } = await readFlavorText(text, "flavors.yaml");
  return [...findings, ...lintFlavors(definitions, { profiles: ["scs-0103"] }).filter(({ code }) => rules.has(code))];
}

/** The text with the fixes of all findings that have one, and what is found then. */
async function fixed(text: string, safeOnly: boolean): Promise<[text: string, left: LintFinding[]]> {
  const fixes = (await lint(text)).flatMap(({ fix }) => (fix && (fix.safe || !safeOnly) ? fix.edits : []));
  const result = await applyEdits(text, "yaml", fixes);
  return [result.text, await lint(result.text)];
}

describe("fixes of the SCS rules, as files", () => {
  const own = "version: 1\nflavors:\n  SCS-1L-1: { vcpus: 1, ram: 1024, disk: 0, public: true } # the smallest\n";

  test("all mandatory flavors come into flavors.yaml", async () => {
    const [after, left] = await fixed(own, false);
    expect(left).toEqual([]);
    expect(after).toContain("# the smallest");
    expect((await readFlavorText(after, "flavors.yaml")).definitions).toHaveLength(15);
  });

  test("properties come into a list of OSISM", async () => {
    const osism =
      "reference:\n  - field: public\n    default: true\nmandatory:\n  - name: SCS-1V-4 # kept\n    cpus: 1\n    ram: 4096\n";
    const [after, left] = await fixed(osism, true);
    expect(left.every(({ message }) => message.startsWith("mandatory flavor "))).toBe(true);
    expect(after).toBe(`${osism}    scs:name-v1: SCS-1V:4\n    scs:name-v2: SCS-1V-4\n    scs:cpu-type: shared-core\n`);
  });

  test("safe ones complete the properties and add nothing", async () => {
    const [after, left] = await fixed(own, true);
    expect(left.map(({ message }) => message).every((message) => message.startsWith("mandatory flavor "))).toBe(true);
    expect(left).toHaveLength(14);
    expect(after).toContain("scs:name-v1");
  });

  test("names and properties", async () => {
    const text = `version: 1
flavors:
  SCS-2iT-8-20: { vcpus: 2, ram: 8192, disk: 20, public: true }
  SCS-4V:8: { vcpus: 4, ram: 8192, disk: 0, public: true }
  scs-8v-16: { vcpus: 8, ram: 16384, disk: 0, public: true }
  SCS-1V-8:
    vcpus: 1
    ram: 8192
    disk: 0
    public: true
    extraSpecs: { "scs:cpu_type": shared-core, "scs:disk0-type": network, "scs:name-v1": small }
`;
    const [once] = await fixed(text, false);
    const [after, left] = await fixed(once, false);
    expect(left).toEqual([]);
    const { definitions } = await readFlavorText(after, "flavors.yaml");
    expect(definitions.slice(0, 4).map(({ subject }) => subject)).toEqual([
      "SCS-2Ti-8-20",
      "SCS-4V-8",
      "SCS-8V-16",
      "SCS-1V-8",
    ]);
    expect(definitions[3]?.specs.map(({ key, value }) => `${key}=${String(value)}`).toSorted()).toEqual([
      "scs:cpu-type=shared-core",
      "scs:name-v1=SCS-1V:8",
      "scs:name-v2=SCS-1V-8",
    ]);
  });
});
