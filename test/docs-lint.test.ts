// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { bin, cli, folder } from "./cli/harness.ts";

const root = join(import.meta.dirname, "..");
const text = (file: string): string => readFileSync(join(root, file), "utf8");
const page = text("docs/lint.md");
/** The first block of a language in the page. */
const block = (language: string): string => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(page)?.[1] ?? "";
const good = "version: 1\nflavors:\n  m1.a: { vcpus: 2, ram: 4096, disk: 20, public: true }\n";
const bad = good.replace("vcpus: 2", "vcpus: 0");

/** A repository with flavors/flavors.yaml, and an `npx` that starts this checkout's bivouac. */
function repository(flavors: string): { readonly cwd: string; readonly env: NodeJS.ProcessEnv } {
  const cwd = folder({
    npx: `#!/bin/sh\nwhile [ "$1" != bivouac ]; do shift; done\nshift\nexec "${process.execPath}" "${bin}" "$@"\n`,
  });
  chmodSync(join(cwd, "npx"), 0o755);
  mkdirSync(join(cwd, "flavors"));
  writeFileSync(join(cwd, "flavors", "flavors.yaml"), flavors);
  const git = (...argv: string[]): void =>
    void execFileSync("git", ["-c", "user.name=ann", "-c", "user.email=ann@example.org", ...argv], { cwd });
  git("init", "-q");
  git("add", "flavors");
  git("commit", "-qm", "flavors");
  return {
    cwd,
    env: { ...process.env, PATH: `${cwd}:${process.env["PATH"]}`, GITHUB_STEP_SUMMARY: join(cwd, "summary.md") },
  };
}

describe("docs/lint.md", () => {
  it("shows a configuration and a rule that work", async () => {
    const cwd = folder({ ".bivouac-lint.yaml": block("yaml"), "house-rules.mjs": block("js") });
    mkdirSync(join(cwd, "flavors"));
    mkdirSync(join(cwd, "docs"));
    const flavor = "public: true, extraSpecs: { aggregate_instance_extra_specs:x: a } }\n";
    writeFileSync(
      join(cwd, "flavors/f.yaml"),
      `version: 1\nflavors:\n  g4.cores3.ram6.disk20: { vcpus: 3, ram: 6144, disk: 20, ${flavor}`,
    );
    writeFileSync(join(cwd, ".bivouac-lint-baseline.json"), '{ "version": 1, "findings": [] }\n');
    writeFileSync(join(cwd, "docs/flavors.md"), "| Name | vCPUs |\n|---|---|\n| g4.cores3.ram6.disk20 | 3 |\n");
    const { code, stdout, stderr } = await cli(["lint", "flavors", "--json"], { cwd });
    expect(stderr).toBe("exit 1: 1 warning at or above --fail-on warning\n");
    const { findings } = JSON.parse(stdout) as { findings: { code: string; severity: string }[] };
    expect(findings.filter(({ severity }) => severity === "warning")).toMatchObject([
      { code: "ACME1", message: "vcpus is odd", seen: "3", allowed: "4" },
    ]);
    expect(code).toBe(1);
  });

  it("names options that there are", async () => {
    const help = (await cli(["lint", "flavors", "--help"])).stdout;
    const named = new Set([...page.matchAll(/--[a-z][a-z-]+/g)].map(([option]) => option));
    named.delete("--long");
    expect([...named].filter((option) => !help.includes(option))).toEqual([]);
  });
});

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files: string;
}

describe("the pre-commit hooks", () => {
  const hooks = parse(text(".pre-commit-hooks.yaml")) as readonly Hook[];

  it("take files that hold flavors by their name", () => {
    const names = [
      "flavors.yaml",
      "a/b/flavors.yml",
      "os_flavors.json",
      "infra/flavor.tf",
      "flavour-list.yaml",
      "main.tf",
      "flavors/x.yaml",
      "flavors.md",
    ];
    for (const { files } of hooks)
      expect(names.filter((name) => new RegExp(files).test(name))).toEqual(names.slice(0, 5));
  });

  it.each(hooks.map(({ id, entry }) => [id, entry]))("%s runs", (_id, entry) => {
    for (const [flavors, status] of [
      [good, 0],
      [bad, 1],
    ] as const) {
      const { cwd, env } = repository(flavors);
      const [command = "", ...argv] = entry.split(" ");
      const run = spawnSync(join(cwd, command), [...argv, "flavors/flavors.yaml"], { cwd, env, encoding: "utf8" });
      expect({ status: run.status, stderr: run.stderr }).toEqual({
        status,
        stderr: status === 0 ? "" : "exit 1: 1 error at or above --fail-on error\n",
      });
    }
  });
});

describe("what CI runs", () => {
  const shell = (line: string, { cwd, env }: ReturnType<typeof repository>): number | null =>
    spawnSync("bash", ["-eo", "pipefail", "-c", line], { cwd, env, encoding: "utf8" }).status;

  it("GitHub", () => {
    const { jobs } = parse(text("docs/ci/github-actions.yaml")) as {
      jobs: { lint: { steps: { run?: string; uses?: string; with?: { sarif_file?: string } }[] } };
    };
    const lines = jobs.lint.steps.flatMap(({ run }) => (run?.includes("bivouac") ? [run] : []));
    expect(lines).toHaveLength(3);
    const clean = repository(good);
    expect(lines.map((line) => shell(line, clean))).toEqual([0, 0, 0]);
    const dirty = repository(bad);
    expect(lines.map((line) => shell(line, dirty))).toEqual([1, 0, 0]);
    expect(readFileSync(join(dirty.cwd, "summary.md"), "utf8")).toContain("❌ error | `flavors/flavors.yaml:3`");
    const sarif = jobs.lint.steps.find(({ uses }) => uses?.includes("upload-sarif"))?.with?.sarif_file ?? "";
    expect(JSON.parse(readFileSync(join(dirty.cwd, sarif), "utf8"))).toMatchObject({ version: "2.1.0" });
  });

  it("GitLab", () => {
    const { flavors } = parse(text("docs/ci/gitlab-ci.yaml")) as {
      flavors: { script: string[]; artifacts: { reports: { junit: string } } };
    };
    const dirty = repository(bad);
    expect(flavors.script.map((line) => shell(line, dirty))).toEqual([1]);
    expect(readFileSync(join(dirty.cwd, flavors.artifacts.reports.junit), "utf8")).toContain(
      '<failure message="vcpus is out of range"',
    );
    expect(flavors.script.map((line) => shell(line, repository(good)))).toEqual([0]);
  });
});
