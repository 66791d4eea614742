// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";
import { parseDocument } from "yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type OpenStack } from "../../lib/live/index.ts";
import { type Result, spawnCli } from "../cli/harness.ts";
import { mentions } from "./raw-lists.ts";

// The whole way through, as a user goes it: nine teams from one file on the real OpenStack and Kubernetes of the lab.
// The steps build on each other; each is a test so that the first that fails has a name.

const example = join(import.meta.dirname, "../../examples/lugano-2022");
const name = `lug-${randomBytes(3).toString("hex")}`;

interface Status {
  version: number;
  event: string;
  teams: { team: string; ready: boolean }[];
}

describe("nine teams", () => {
  let folder: string;
  let file: string;
  let cloud: OpenStack;
  const bivouac = (...argv: string[]): Promise<Result> => spawnCli(argv);
  const status = async (): Promise<Status> => JSON.parse((await bivouac("status", file, "--json")).stdout) as Status;
  const edit = async (path: string, change: (text: string) => string): Promise<void> =>
    writeFile(join(folder, path), change(await readFile(join(folder, path), "utf8")));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "bivouac-nine-"));
    for (const part of ["event.yaml", "flavors.yaml"]) await cp(join(example, part), join(folder, part));
    file = join(folder, "event.yaml");
    await edit("event.yaml", (text) => text.replace(/^name: .*$/m, `name: ${name}`));
    // Larger than any host of the lab, and the cloud takes it without a word.
    await edit("flavors.yaml", (text) => `${text.trimEnd()}\n  event.colossus: { vcpus: 512, ram: 2048, disk: 10 }\n`);
    cloud = await connect("bivouac-lab");
  });
  afterAll(async () => {
    await bivouac("destroy", file, "--yes");
    cloud.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("one team with an impossible flavor: eight are ready, and the exit code and the last lines say so", async () => {
    const whole = await readFile(file, "utf8");
    await writeFile(file, withFlavor(whole, "lake-watch", "event.colossus"));
    const up = await bivouac("up", file, "--yes");
    await writeFile(file, whole);
    expect(up.code, up.stdout + up.stderr).toBe(5);
    expect(up.stderr.trimEnd().split("\n").at(-1)).toBe("exit 5: 1 of 9 teams failed: lake-watch");
    expect(up.stdout + up.stderr).toMatch(/bivouac up \S+event\.yaml --team lake-watch/);
    const teams = (await status()).teams;
    expect(teams.filter(({ ready }) => ready)).toHaveLength(8);
    expect(teams.find(({ ready }) => !ready)?.team).toBe("lake-watch");
  });

  test("once the flavor is right, up makes that team alone and all nine are ready", async () => {
    const up = await bivouac("up", file, "--yes");
    expect(up.code, up.stdout + up.stderr).toBe(0);
    const { version, event, teams } = await status();
    expect({ version, event }).toEqual({ version: 1, event: name });
    expect(teams.map(({ ready }) => ready)).toEqual(Array<boolean>(9).fill(true));
  });

  test("up again changes nothing", async () => {
    expect(changes(await bivouac("up", file, "--yes", "--json"))).toEqual({
      create: 0,
      update: 0,
      replace: 0,
      delete: 0,
    });
  });

  test("a server deleted by hand is made again, and nothing else", async () => {
    const servers = async (): Promise<string[]> =>
      (
        await cloud.request<{ servers: { id: string }[] }>(
          "compute",
          "GET",
          `/servers?all_tenants=1&name=${name}-alpine-snow`,
        )
      ).servers.map(({ id }) => id);
    const [victim = "none"] = await servers();
    await cloud.request("compute", "DELETE", `/servers/${victim}`);
    await expect.poll(servers, { timeout: 300_000 }).not.toContain(victim);
    expect((await bivouac("status", file)).code).toBe(1);
    const up = await bivouac("up", file, "--yes", "--json");
    expect(up.code, up.stdout).toBe(0);
    const created = up.stdout
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line["type"] === "resource" && line["state"] === "done" && line["action"] === "create")
      .map((line) => String(line["resource"]));
    expect(created.filter((resource) => /^server (?!group)/.test(resource))).toHaveLength(1);
    expect((await bivouac("status", file)).code).toBe(0);
  });

  test("a team's kubeconfig works inside its namespace and is refused outside", async () => {
    const out = join(folder, "handout");
    const given = await bivouac("credentials", file, "--team", "nris", "--out", out);
    expect(given.code, given.stderr).toBe(0);
    const config = new KubeConfig();
    config.loadFromFile(join(out, "nris", "kubeconfig"));
    const api = config.makeApiClient(CoreV1Api);
    expect((await api.listNamespacedPod({ namespace: `${name}-nris` })).items.length).toBeGreaterThan(0);
    for (const refused of [
      () => api.listNamespacedPod({ namespace: `${name}-archivio` }),
      () => api.listNamespacedSecret({ namespace: "kube-system" }),
      () => api.listNode(),
      () => api.deleteNamespacedResourceQuota({ namespace: `${name}-nris`, name: "bivouac" }),
    ]) {
      await expect(refused()).rejects.toMatchObject({ code: 403 });
    }
  });

  test("destroy leaves nothing in either cloud, as their own lists say", async () => {
    const projects = (
      await cloud.request<{ projects: { id: string; name: string }[] }>("identity", "GET", "/projects")
    ).projects.filter((project) => project.name.startsWith(`${name}-`));
    expect(projects).toHaveLength(9);
    const needles = [name, ...projects.map(({ id }) => id)];
    expect((await mentions(cloud, needles)).length).toBeGreaterThan(100);
    const destroy = await bivouac("destroy", file, "--yes");
    expect(destroy.code, destroy.stdout + destroy.stderr).toBe(0);
    expect(destroy.stdout).toContain("0 owned objects left");
    expect(await mentions(cloud, needles)).toEqual([]);
    const config = new KubeConfig();
    config.loadFromFile(process.env["KUBECONFIG"] ?? "");
    for (const context of ["bivouac-lab", "bivouac-lab-2", "bivouac-lab-3"]) {
      config.setCurrentContext(context);
      const { items } = await config.makeApiClient(CoreV1Api).listNamespace();
      expect(items.map(({ metadata }) => metadata?.name).filter((namespace) => namespace?.startsWith(name))).toEqual(
        [],
      );
    }
    expect((await bivouac("destroy", file, "--yes")).code).toBe(0);
  });
});

/** The event's text with another flavor for the VMs of a team. */
function withFlavor(text: string, team: string, flavor: string): string {
  const document = parseDocument(text);
  document.setIn(["teams", team, "vms", "node", "flavor"], flavor);
  return document.toString();
}

function changes(up: Result): Record<string, number> {
  expect(up.code, up.stdout + up.stderr).toBe(0);
  const sum = { create: 0, update: 0, replace: 0, delete: 0 };
  for (const line of up.stdout.split("\n").filter(Boolean)) {
    const event = JSON.parse(line) as { type: string; changes?: Record<string, number> };
    if (event.type !== "team-done") continue;
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += event.changes?.[key] ?? 0;
  }
  return sum;
}
