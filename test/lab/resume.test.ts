// SPDX-License-Identifier: Apache-2.0
import { execFile, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, inventory, type OwnedObject } from "../../lib/live/index.ts";
import { Deployment, failures, sshKey, type Told } from "./deployment.ts";

const name = "lab-resume";
let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.of(
    {
      name,
      teams: {
        solo: {
          title: "Solo",
          contact: "solo@example.org",
          namespace: false,
          members: [{ id: "ann", sshKeys: [sshKey] }],
          vms: { node: { flavor: "l.small", image: "ubuntu-24.04" } },
        },
      },
    },
    { "l.small": { vcpus: 1, ram: 256, disk: 1 } },
  );
});
afterAll(() => deployment.clean());

test("an interrupt finishes what is in flight; a kill leaves what the next run takes over; then all is made once", async () => {
  const first = await deployment.up({
    onEvent: (event, abort) =>
      event.type === "resource" && event.resource === "user" && event.state === "start" && abort(),
  });
  expect(first.result).toMatchObject({ exitCode: 130, reason: "interrupted" });
  expect(failures(first.result)).toEqual(["solo: BV427"]);
  const starts = first.events.filter((event) => event.type === "resource" && event.state === "start").length;
  expect(first.events.filter((event) => event.type === "resource" && event.state === "done").length).toBe(starts);
  await expect(readFile(join(deployment.folder, ".bivouac", name, "run.lock"))).rejects.toThrow("ENOENT");

  await killDuring("server node-0");
  const second = await deployment.up();
  expect(second.events).toContainEqual(
    expect.objectContaining({
      type: "stage",
      name: "lock",
      detail: expect.stringMatching(/^taken over from pid \d+, which is gone$/),
    }),
  );
  expect(second.events).toContainEqual(expect.objectContaining({ type: "stage", name: "resume" }));
  const cloud = await connect("bivouac-lab");
  const servers = async (): Promise<readonly OwnedObject[]> =>
    (await inventory(cloud, { event: name })).objects.filter(({ type }) => type === "server");
  try {
    // When the kill fell after nova's answer, the object is named and nothing is made twice.
    const solo = ({ result }: Told): (typeof result)["teams"][number] | undefined =>
      result.teams.find(({ team }) => team === "solo");
    // When it fell while nova was at work, the port is taken by a server that no list shows yet: run again, as the hint says.
    const { error } = solo(solo(second)?.error?.code === "BV428" ? await deployment.up() : second) ?? {};
    expect([undefined, "BV430"]).toContain(error?.code);
    const orphans = error === undefined ? [] : await servers();
    expect(orphans.filter(({ id }) => !error?.cause.includes(`openstack server delete ${id}`))).toEqual([]);
    for (const { id } of orphans) await cloud.request("compute", "DELETE", `/servers/${id}`);
    await expect
      .poll(async () => (await servers()).filter(({ id }) => orphans.some((orphan) => orphan.id === id)), {
        timeout: 300_000,
      })
      .toEqual([]);
    expect(failures((await deployment.up()).result)).toEqual([]);
    expect(await servers()).toHaveLength(1);
  } finally {
    cloud.close();
  }
  expect((await deployment.destroy()).result).toMatchObject({ exitCode: 0, leftovers: { owned: [] } });
});

/** Runs `up` in a process of its own and kills it with its engines as soon as it tells of the resource. */
async function killDuring(resource: string): Promise<void> {
  const program = `
    import { up } from ${JSON.stringify(join(import.meta.dirname, "../../lib/deploy/index.ts"))};
    await up({ eventFile: ${JSON.stringify(deployment.file)}, signal: new AbortController().signal,
      onEvent: (event) => console.log(JSON.stringify(event)) });`;
  const child = spawn(process.execPath, ["--conditions=development", "--input-type=module", "--eval", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = new Promise((done) => child.once("close", done));
  let text = "";
  await new Promise<void>((done, fail) => {
    child.once("close", () => fail(new Error(`up ended before ${resource} began: ${text}`)));
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
      if (text.includes(`"resource":"${resource}","state":"start"`)) done();
    });
  });
  const { stdout } = await promisify(execFile)("ps", ["--no-headers", "-o", "pid", "--ppid", String(child.pid)]);
  for (const pid of [...stdout.trim().split(/\s+/).map(Number), child.pid ?? 0]) process.kill(pid, "SIGKILL");
  await closed;
}
