// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { eventYaml, flavorsYaml } from "./fixtures.ts";
import { folder, spawnCli } from "./harness.ts";

const recorder = fileURLToPath(new URL("children/record-modules.ts", import.meta.url));

async function loaded(argv: readonly string[]): Promise<string[]> {
  const cwd = folder({ "event.yaml": eventYaml(), "flavors.yaml": flavorsYaml });
  const record = join(cwd, "modules.txt");
  const { code, stderr } = await spawnCli(argv, {
    cwd,
    env: { RECORD_MODULES: record, BIVOUAC_SOURCE: "1" },
    node: ["--import", recorder],
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return readFileSync(record, "utf8").split("\n");
}

/** Names of packages, and rooms of lib as `lib/<room>`. */
const rooms = (urls: readonly string[]): Set<string> =>
  new Set(
    urls.flatMap(
      (url) =>
        /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(url)?.[1] ??
        /\/(lib\/[a-z]+)\//.exec(url)?.[1] ??
        [],
    ),
  );

describe("what starting loads", () => {
  it("--help: the command table only", async () => {
    expect([...rooms(await loaded(["--help"]))].toSorted()).toEqual(["commander", "lib/cli", "picocolors"]);
  });

  it("validate: model, planning and files; neither Pulumi nor cdk8s nor the clouds", async () => {
    const found = [...rooms(await loaded(["validate"]))].toSorted();
    expect(found.filter((name) => name.startsWith("lib/"))).toEqual([
      "lib/cli",
      "lib/files",
      "lib/model",
      "lib/planning",
    ]);
    expect(found.filter((name) => !name.startsWith("lib/"))).toEqual([
      "commander",
      "fastest-levenshtein",
      "picocolors",
      "yaml",
      "zod",
    ]);
  });

  it("plan: the linter beside what validate loads", async () => {
    expect([...rooms(await loaded(["plan"]))].filter((name) => name.startsWith("lib/")).toSorted()).toEqual([
      "lib/cli",
      "lib/files",
      "lib/flavors",
      "lib/lint",
      "lib/model",
      "lib/planning",
    ]);
  });

  it("lint flavors: neither the event's schema nor what only fixes, other formats and clouds need", async () => {
    const found = [...rooms(await loaded(["lint", "flavors", "flavors.yaml"]))].toSorted();
    expect(found).toEqual([
      "commander",
      "fastest-levenshtein",
      "lib/cli",
      "lib/files",
      "lib/flavors",
      "lib/lint",
      "lib/model",
      "picocolors",
      "yaml",
    ]);
  });

  it("completion of team ids: no model", async () => {
    expect([...rooms(await loaded(["__complete", "--", "up", "event.yaml", "--team", ""]))].toSorted()).toEqual([
      "commander",
      "lib/cli",
      "picocolors",
    ]);
  });
});
