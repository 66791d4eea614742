// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { type FlavorLintConfig, readFlavorLintConfig, rules, userRulesOf } from "../../lib/flavors/index.ts";
import { type Finding, readDocument, type SourceDocument } from "../../lib/model/light.ts";

const document = (text: string): SourceDocument => {
  const read = readDocument(text, ".bivouac-lint.yaml");
  if (!read.document) throw new Error(JSON.stringify(read.findings));
  return read.document;
};
const read = (text: string): ReturnType<typeof readFlavorLintConfig> => readFlavorLintConfig(document(text), rules);
const faults = (text: string): Omit<Finding, "code" | "severity" | "file">[] =>
  read(text).findings.map(({ code, severity, file, ...rest }) => {
    expect({ code, severity, file }).toEqual({ code: "BV701", severity: "error", file: ".bivouac-lint.yaml" });
    return rest;
  });
const config = (text: string): FlavorLintConfig => {
  const { config, findings } = read(text);
  if (!config) throw new Error(JSON.stringify(findings));
  return config;
};

describe("the configuration", () => {
  it("may be next to nothing", () => {
    expect(config("version: 1\n")).toEqual({
      version: 1,
      files: [],
      exclude: [],
      profiles: undefined,
      target: undefined,
      failOn: undefined,
      severities: {},
      settings: {},
      ignore: [],
      baseline: undefined,
      userRules: [],
      formats: [],
      catalogues: [],
      tables: [],
    });
  });

  it("may say everything", () => {
    const all = config(`version: 1
files: ["flavors/*.yaml"]
exclude: [old/]
profiles: [wikimedia, nova@yoga]
target: "2024.1"
failOn: warning
rules: { FL605: info, fl604: "off", spec-unknown: warning }
settings:
  exactNames: true
  nameTemplates: ["m{generation}"]
  nameTokens: { ssd: { "aggregate_instance_extra_specs:ssd": "true" } }
  requirements: [{ key: a, values: [b], needs: { c: { suggest: "1" } }, reason: why }]
  caps: { vcpus: 4, disks: [20], forbiddenSpecs: ["hw:*"] }
  allocationRatios: { cpu: 4, ram: 1.5, disk: 1 }
ignore: [{ rule: FL601, reason: because, flavor: "g*", file: "a/**", until: 2026-12-31 }]
baseline: known.json
userRules: [./rules.ts]
formats: [{ files: "*.yml", format: ansible }]
catalogues: [{ name: all, files: ["*"] }]
tables: [docs/flavors.md]
`);
    expect(all).toMatchObject({
      profiles: ["wikimedia", "nova@yoga"],
      target: "2024.1",
      failOn: "warning",
      severities: { FL605: "info", FL604: "off", FL303: "warning" },
      settings: { exactNames: true, caps: { vcpus: 4, disks: [20], forbiddenSpecs: ["hw:*"] } },
      baseline: "known.json",
      userRules: ["./rules.ts"],
      formats: [{ files: "*.yml", format: "ansible" }],
      catalogues: [{ name: "all", files: ["*"] }],
      tables: ["docs/flavors.md"],
    });
    expect(all.ignore).toMatchObject([
      {
        by: "config",
        rules: ["FL601"],
        reason: "because",
        until: "2026-12-31",
        subject: "g*",
        file: "a/**",
        faults: [],
      },
    ]);
    expect(all.ignore[0]?.at.locate?.(["ignore", 0])).toEqual({ line: 15, column: 10 });
  });

  it("has a version", () => {
    expect(faults("files: []\n")).toEqual([
      {
        message: "version is missing",
        line: 1,
        column: 1,
        allowed:
          "version, files, exclude, profiles, target, failOn, rules, settings, ignore, baseline, userRules, formats, catalogues, tables, manifests, $schema",
      },
    ]);
    expect(faults("version: 2\n")).toEqual([
      { message: "version is not 1", path: "version", line: 1, column: 10, seen: "2", allowed: "1" },
    ]);
    expect(faults("[]\n")).toEqual([
      { message: "the document is not a map", line: 1, column: 1, seen: "[]", allowed: "a map" },
    ]);
  });

  it("says every key that nobody knows, with its place and the nearest", () => {
    expect(faults("version: 1\nprofile: [wikimedia]\nsettings: { cap: {}, caps: { vcpu: 1 } }\n")).toEqual([
      { message: 'there is no key "profile"', path: "profile", line: 2, column: 1, hint: 'did you mean "profiles"?' },
      { message: 'there is no key "cap"', path: "settings.cap", line: 3, column: 13, hint: 'did you mean "caps"?' },
      {
        message: 'there is no key "vcpu"',
        path: "settings.caps.vcpu",
        line: 3,
        column: 30,
        hint: 'did you mean "vcpus"?',
      },
    ]);
    expect(faults("version: 1\nxyzzy: 1\n")[0]?.allowed).toMatch(/^version, files/);
  });

  it("says every value of the wrong kind", () => {
    const wrong = (text: string): [unknown, unknown, unknown][] =>
      faults(`version: 1\n${text}\n`).map(({ message, seen, allowed }) => [message, seen, allowed]);
    expect(wrong("files: flavors.yaml")).toEqual([["files is not a list", '"flavors.yaml"', "a list"]]);
    expect(wrong("files: [1]")).toEqual([["0 is not text", "1", "text"]]);
    expect(wrong('baseline: ""')).toEqual([["baseline is not text", '""', "text"]]);
    expect(wrong("settings: { exactNames: yes }")).toEqual([
      ["exactNames is not true or false", '"yes"', "true or false"],
    ]);
    expect(wrong("settings: { caps: { vcpus: 1.5 } }")).toEqual([
      ["vcpus is not a whole number from 0", "1.5", "a whole number from 0"],
    ]);
    expect(wrong("settings: { ramRatios: [-1] }")).toEqual([["0 is not a number from 0", "-1", "a number from 0"]]);
    expect(wrong("settings: { replacements: [a] }")).toEqual([["replacements is not a map", '["a"]', "a map"]]);
    expect(wrong("settings: { hostCell: { vcpus: 0 } }")).toEqual([
      ["vcpus is not a whole number from 1", "0", "a whole number from 1"],
      ["ramMiB is missing", undefined, "vcpus, ramMiB"],
    ]);
    expect(wrong("failOn: fatal")).toEqual([["no such severity", '"fatal"', "error, warning, info"]]);
    expect(wrong("formats: [{ files: a, format: novaa }]")).toMatchObject([
      ["no such format", '"novaa"', expect.anything()],
    ]);
  });

  it("knows profiles, releases and rules", () => {
    const hints = (text: string): [unknown, unknown][] =>
      faults(`version: 1\n${text}\n`).map(({ message, hint }) => [message, hint]);
    expect(hints("profiles: [wikimedai]")).toEqual([["no such profile", 'did you mean "wikimedia"?']]);
    expect(hints("profiles: [nova@yogi]")).toEqual([["no such release of Nova", 'did you mean "yoga"?']]);
    expect(hints("target: 2024.1")).toEqual([["a release is text", 'write "2024.1"']]);
    expect(hints("target: zedd")).toEqual([["no such release of Nova", 'did you mean "zed"?']]);
    expect(hints("rules: { spec-unkown: error }")).toEqual([
      ['there is no rule "spec-unkown"', 'did you mean "spec-unknown"?'],
    ]);
    expect(hints("rules: { FL303: fatal }")).toEqual([["no such severity", undefined]]);
  });

  it("leaves what is wrong with suppressions to FL001", () => {
    expect(config("version: 1\nignore: [FL601]\n").ignore).toMatchObject([
      { rules: ["FL601"], faults: [{ message: "a suppression is a map with rule and reason" }] },
    ]);
  });

  it("tells its modules before it is understood", () => {
    expect(userRulesOf(document("version: 9\nuserRules: [a, 1, '']\n"))).toEqual(["a"]);
    expect(userRulesOf(document("userRules: a\n"))).toEqual([]);
    expect(userRulesOf(document("[]\n"))).toEqual([]);
  });
});
