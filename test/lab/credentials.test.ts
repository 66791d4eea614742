// SPDX-License-Identifier: Apache-2.0
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectKubeconfig } from "../../lib/live/index.ts";
import { type Result, spawnCli } from "../cli/harness.ts";
import { Deployment } from "./deployment.ts";

// A kubeconfig that got into wrong hands, and the new one.

const name = `login-${randomBytes(3).toString("hex")}`;
let deployment: Deployment;
let out: string;
const bivouac = async (...argv: string[]): Promise<Result> => {
  const result = await spawnCli(argv);
  expect(result.code, result.stdout + result.stderr).toBe(0);
  return result;
};

beforeAll(async () => {
  deployment = await Deployment.of(
    {
      name,
      clouds: { kubernetes: "bivouac-lab-3" },
      teams: {
        ant: { title: "Ant", contact: "ant@example.org", namespace: {} },
        bee: { title: "Bee", contact: "bee@example.org", namespace: {} },
      },
    },
    {},
  );
  out = join(deployment.folder, "out");
});
afterAll(() => deployment.clean());

const pods = async (text: string, team: string): Promise<string> => {
  const holder = connectKubeconfig(text, team, { retry: { retries: 0 } });
  try {
    return `${(await holder.list(`/api/v1/namespaces/${name}-${team}/pods`)).length} pods`;
  } catch (error) {
    return (error as { fault: string }).fault;
  } finally {
    holder.close();
  }
};
const kubeconfig = (team: string): Promise<string> => readFile(join(out, team, "kubeconfig"), "utf8");

test("a revoked kubeconfig is refused; the next up gives out another, and changes nothing else", async () => {
  await bivouac("up", deployment.file);
  await bivouac("credentials", deployment.file, "--team", "ant,bee", "--out", out);
  const [first, bee] = [await kubeconfig("ant"), await kubeconfig("bee")];
  expect(await pods(first, "ant")).toBe("0 pods");

  const revoked = await bivouac("credentials", deployment.file, "--team", "ant", "--revoke", "--json");
  expect(JSON.parse(revoked.stdout)).toMatchObject({ revoked: [{ team: "ant", kubeconfig: "ended" }], exitCode: 0 });
  expect([await pods(first, "ant"), await pods(bee, "bee")]).toEqual(["auth", "0 pods"]);

  await bivouac("up", deployment.file);
  await bivouac("credentials", deployment.file, "--team", "ant", "--out", out);
  const second = await kubeconfig("ant");
  expect([await pods(first, "ant"), await pods(second, "ant")]).toEqual(["auth", "0 pods"]);

  const again = await deployment.up();
  for (const { changes } of again.result.teams)
    expect(changes).toMatchObject({ create: 0, update: 0, replace: 0, delete: 0 });

  const reissued = await bivouac("credentials", deployment.file, "--team", "ant", "--reissue", "--out", out, "--json");
  expect(JSON.parse(reissued.stdout)).toMatchObject({
    revoked: [{ team: "ant", kubeconfig: "ended" }],
    teams: [{ team: "ant", files: [join(out, "ant", "kubeconfig")] }],
    exitCode: 0,
  });
  const third = await kubeconfig("ant");
  expect([await pods(second, "ant"), await pods(third, "ant"), await pods(bee, "bee")]).toEqual([
    "auth",
    "0 pods",
    "0 pods",
  ]);
});
