// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "../lib/kubernetes/index.ts";
import { lintManifests } from "../lib/manifests/index.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "..");
const example = join(root, "examples/team-chart");
const folder = mkdtempSync(join(tmpdir(), "bivouac-team-chart-"));
afterAll(() => rmSync(folder, { recursive: true }));

const code = readFileSync(join(example, "main.ts"), "utf8");

async function synth(cwd: string): Promise<Manifest[]> {
  const env = { ...process.env, CDK8S_OUTDIR: folder };
  await run(process.execPath, ["--conditions=development", "main.ts"], { cwd, env });
  return parseAllDocuments(readFileSync(join(folder, "weather.k8s.yaml"), "utf8")).map(
    (each) => each.toJS() as Manifest,
  );
}

describe("examples/team-chart", () => {
  test("one value is changed and the guard rails hold", async () => {
    const objects = await synth(example);
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      "Namespace lugano-2022-meteo",
      "ServiceAccount map",
      "Deployment map",
      "Service map",
      "PodDisruptionBudget map",
      "HTTPRoute map",
    ]);
    expect(JSON.stringify(objects[2])).toContain('"livenessProbe":{"failureThreshold":3,"periodSeconds":30');
    expect(lintManifests(objects).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("a change that loses a guard rail ends the synth", async () => {
    const own = mkdtempSync(join(folder, "own-"));
    cpSync(example, own, { recursive: true });
    symlinkSync(join(root, "node_modules"), join(own, "node_modules"));
    const linked = code.replaceAll('"bivouac/kubernetes"', JSON.stringify(join(root, "lib/kubernetes/index.ts")));
    const broken = linked.replace(
      "app.synth();",
      'web.deployment.addJsonPatch(JsonPatch.add("/spec/template/spec/hostNetwork", true));\napp.synth();',
    );
    writeFileSync(join(own, "main.ts"), broken);
    await expect(synth(own)).rejects.toThrow(/PS101 Resource spec\.template\.spec\.hostNetwork/);
  });

  test("the README shows this code", () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const section = readme.slice(readme.indexOf("## In a team's own chart"));
    const shown = /```ts\n([^]*?)```/.exec(section)?.[1];
    expect(shown).toBe(code.slice(code.indexOf("\n") + 1));
  });
});
