// SPDX-License-Identifier: Apache-2.0
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { outputs } from "../../lib/deploy/index.ts";
import { connect, inventory, type OpenStack } from "../../lib/live/index.ts";
import type { TeamInput } from "../../lib/model/index.ts";
import { Deployment, failures, sshKey } from "./deployment.ts";

// One event through its life: up, up again, a server lost, a team taken from the file, down.
const name = "lab-life";
const small = { flavor: "l.small", image: "ubuntu-24.04" };
const teams: Record<string, TeamInput> = {
  alpha: {
    title: "Alpha",
    contact: "alpha@example.org",
    members: [{ id: "ann", sshKeys: [sshKey] }],
    vms: { web: { ...small, floatingIp: true, ports: [22], volumes: { data: { sizeGiB: 1 } } }, node: small },
  },
  beta: { title: "Beta", contact: "beta@example.org", cluster: { context: "bivouac-lab-2" } },
};
let deployment: Deployment;
let cloud: OpenStack;

beforeAll(async () => {
  deployment = await Deployment.of({ name, teams }, { "l.small": { vcpus: 1, ram: 256, disk: 1 } });
  cloud = await connect("bivouac-lab");
});
afterAll(async () => {
  await deployment.clean();
  cloud.close();
});

const named = async (type: string): Promise<string[]> =>
  (await inventory(cloud, { event: name })).objects
    .filter((object) => object.type === type)
    .map((object) => object.name)
    .toSorted();

test("a real event comes up, stays, mends itself and goes", async () => {
  const first = await deployment.up();
  expect(first.result).toMatchObject({
    exitCode: 0,
    teams: [
      { team: "(event)", ok: true },
      { team: "alpha", ok: true },
      { team: "beta", ok: true },
    ],
  });
  expect(await named("server")).toEqual(["lab-life-alpha-node-0", "lab-life-alpha-web-0"]);
  const access = await outputs(deployment.file, "beta");
  expect(access["kubeconfig"]).toMatchObject({ secret: true, value: expect.stringContaining("lab-life-beta") });
  expect(JSON.stringify(first.result)).not.toContain("token");

  const again = await deployment.up();
  expect(again.result.exitCode).toBe(0);
  for (const { changes } of again.result.teams)
    expect(changes).toMatchObject({ create: 0, update: 0, replace: 0, delete: 0 });
  expect(await outputs(deployment.file, "beta")).toEqual(access);

  const { objects } = await inventory(cloud, { event: name });
  const lost = objects.find((object) => object.name === "lab-life-alpha-node-0");
  await cloud.request("compute", "DELETE", `/servers/${lost?.id}`);
  await expect.poll(() => named("server"), { timeout: 300_000 }).toEqual(["lab-life-alpha-web-0"]);
  const mended = await deployment.up();
  expect(mended.result.teams.find(({ team }) => team === "alpha")?.changes).toMatchObject({
    create: 1,
    replace: 0,
    delete: 0,
  });
  expect(
    mended.events
      .filter((event) => event.type === "resource" && event.state === "done")
      .map((event) => "resource" in event && event.resource),
  ).toEqual(["server node-0"]);

  const { beta: _, ...rest } = teams;
  await deployment.write({ name, teams: rest });
  const gone = await deployment.destroy();
  expect(failures(gone.result)).toEqual([]);
  expect(gone.result).toMatchObject({ exitCode: 0, kept: [], leftovers: { owned: [], unreadable: [] } });
  expect(gone.result.teams.map(({ team }) => team)).toEqual(["alpha", "beta", "(event)"]);
  await expect(readFile(join(deployment.folder, ".bivouac", name, "passphrase"))).rejects.toThrow("ENOENT");

  const nothing = await deployment.destroy();
  expect(nothing.result).toMatchObject({ exitCode: 0, reason: "nothing was there", teams: [] });
});
