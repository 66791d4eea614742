// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { loadEvent } from "../../lib/files/index.ts";
import { manifestYaml, renderEvent, renderTeam } from "../../lib/kubernetes/index.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
let folder: string;
let args: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bivouac-cdk8s-"));
  args = (parse(await readFile(join(root, "cdk8s.yaml"), "utf8")) as { app: string }).app.split(" ").slice(1);
});
afterAll(() => rm(folder, { recursive: true }));

const app = (event: string, out: string): Promise<unknown> =>
  run(process.execPath, args, { cwd: root, env: { ...process.env, BIVOUAC_EVENT: event, CDK8S_OUTDIR: out } });

describe("the app of cdk8s.yaml", () => {
  test("writes for each team what bivouac synth writes", async () => {
    const path = join(root, "examples/lugano-2022/event.yaml");
    const out = join(folder, "lugano");
    await app(path, out);
    const { plan } = await loadEvent(path);
    const expected = (plan?.teams ?? []).filter(({ team }) => team.namespace !== undefined);
    expect(expected.length).toBe(9);
    expect(await readdir(out)).toEqual(
      ["lugano-2022.yaml", ...expected.map(({ team }) => `${team.name}.yaml`)].toSorted(),
    );
    expect(await readFile(join(out, "lugano-2022.yaml"), "utf8")).toBe(
      manifestYaml(renderEvent({ event: plan!.event }).objects),
    );
    for (const { team, credentialsExpire } of expected) {
      const { objects, findings } = renderTeam({ event: plan!.event, team, credentialsExpire });
      expect(findings).toEqual([]);
      expect(await readFile(join(out, `${team.name}.yaml`), "utf8")).toBe(manifestYaml(objects));
    }
  });

  test("says all that is wrong with the event file and writes nothing", async () => {
    const event = join(folder, "event.yaml");
    await writeFile(event, "version: 1\nname: x\n");
    const out = join(folder, "none");
    const failure = (await app(event, out).catch((error: unknown) => error)) as { code: number; stderr: string };
    expect(failure.code).toBe(1);
    expect(
      failure.stderr.split("\n").filter((line) => /event\.yaml(:\d+)?: BV\d{3} /.test(line)).length,
    ).toBeGreaterThan(2);
    await expect(readdir(out)).rejects.toThrow("ENOENT");
  });
});
