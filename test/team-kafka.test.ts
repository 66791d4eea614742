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
const example = join(root, "examples/team-kafka");
const folder = mkdtempSync(join(tmpdir(), "bivouac-team-kafka-"));
afterAll(() => rmSync(folder, { recursive: true }));

const code = readFileSync(join(example, "main.ts"), "utf8");

async function synth(cwd: string): Promise<Manifest[]> {
  const env = { ...process.env, CDK8S_OUTDIR: folder };
  await run(process.execPath, ["--conditions=development", "main.ts"], { cwd, env });
  return parseAllDocuments(readFileSync(join(folder, "messages.k8s.yaml"), "utf8")).map(
    (each) => each.toJS() as Manifest,
  );
}

/** The example with `before` in front of its last line. */
function changed(before: string): string {
  const own = mkdtempSync(join(folder, "own-"));
  cpSync(example, own, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(own, "node_modules"));
  const linked = code.replaceAll('"bivouac/kubernetes"', JSON.stringify(join(root, "lib/kubernetes/index.ts")));
  writeFileSync(join(own, "main.ts"), linked.replace("app.synth();", `${before}\napp.synth();`));
  return own;
}

describe("examples/team-kafka", () => {
  test("one value is changed, and nothing is found", async () => {
    const objects = await synth(example);
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      "KafkaNodePool dual",
      "Kafka bus",
      "KafkaTopic observations",
      "KafkaUser station",
      "KafkaUser analysis",
    ]);
    expect(JSON.stringify(objects[1])).toContain('"log.cleaner.threads":2');
    expect(lintManifests(objects)).toEqual([]);
  });

  test.each([
    ["more replicas than brokers", 'JsonPatch.replace("/spec/kafka/config/default.replication.factor", 5)', /KA103/],
    ["a listener that anybody reads along", 'JsonPatch.replace("/spec/kafka/listeners/0/tls", false)', /KA11/],
    ["everybody may do everything", 'JsonPatch.remove("/spec/kafka/authorization")', /KA115/],
  ])("%s: the synth ends", async (_, patch, found) => {
    await expect(synth(changed(`cluster.resource.addJsonPatch(${patch});`))).rejects.toThrow(found);
  });
});
