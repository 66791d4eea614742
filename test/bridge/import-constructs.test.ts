// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import type { Manifest } from "../../lib/kubernetes/index.ts";
import { runProgram } from "../harness/engine.ts";

const run = promisify(execFile);
const example = fileURLToPath(new URL("../../examples/import-constructs/", import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bivouac-example-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("examples/import-constructs", () => {
  test("cdk8s: a plain app writes a guarded namespace", async () => {
    const [command, ...args] = (
      parse(await readFile(join(example, "cdk8s/cdk8s.yaml"), "utf8")) as { app: string }
    ).app.split(" ");
    expect(command).toBe("node");
    await run(process.execPath, args, { cwd: join(example, "cdk8s"), env: { ...process.env, CDK8S_OUTDIR: folder } });
    expect(await readdir(folder)).toEqual(["guests.k8s.yaml"]);
    const objects = parseAllDocuments(await readFile(join(folder, "guests.k8s.yaml"), "utf8")).map(
      (document) => document.toJS() as Manifest,
    );
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      "Namespace lugano-2022-guests",
      "NetworkPolicy deny-all",
      "NetworkPolicy allow-dns",
      "NetworkPolicy allow-same-namespace",
      "NetworkPolicy allow-internet",
    ]);
    expect(objects[0]?.metadata["annotations"]).toEqual({
      "bivouac.dev/contact": "hosts@example.org",
      "bivouac.dev/title": "Guests of the last day",
      "bivouac.dev/expires": "2022-11-12T18:00:00Z",
    });
  });

  test("pulumi: a team's own program puts a notebook into its namespace", async () => {
    const up = await runProgram({
      cwd: join(example, "pulumi"),
      program: "index.ts",
      project: "notebook",
      stack: "dev",
      config: { "notebook:kubeconfig": "kubeconfig" },
    });
    expect([up.exitCode, up.printed, up.logs]).toEqual([0, "", []]);
    // Registrations that do not wait for each other come in any order.
    expect(Object.fromEntries(up.resources.map(({ type, name, provider }) => [name, [type, provider]]))).toEqual({
      "notebook-dev": ["pulumi:pulumi:Stack", undefined],
      cluster: ["pulumi:providers:kubernetes", undefined],
      notebook: ["bivouac:bridge:Chart", undefined],
      "notebook/Notebook": ["kubernetes:apps/v1:Deployment", "cluster"],
      "notebook/Notebook/Service": ["kubernetes:core/v1:Service", "cluster"],
    });
    const env = [
      { name: "HOME", value: "/home/workspace" },
      { name: "JUPYTER_PORT", value: "8888" },
      { name: "STACK", value: "dev" },
    ];
    expect(up.get("notebook/Notebook").inputs["spec"]).toMatchObject({ template: { spec: { containers: [{ env }] } } });
    expect(up.outputs).toEqual({ url: "http://notebook.lugano-2022-nris.svc:8888/" });
  });
});
