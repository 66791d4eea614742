// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { readdir, readFile, readlink, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, inject, test } from "vitest";
import { parse } from "yaml";
import { type OpenStack, connect } from "../../lib/live/index.ts";
import { applicationCredential } from "./verify-team.ts";

interface Status {
  readonly version: number;
  readonly services: readonly {
    readonly name: string;
    readonly up: boolean;
    readonly pid: number;
    readonly mib: number;
  }[];
  readonly clouds: Record<
    "openstack" | "kubernetes",
    readonly { readonly name: string; readonly config: string; readonly ready: boolean }[]
  >;
  readonly ready: boolean;
}

const execute = promisify(execFile);
const { scripts, clouds, kubeconfig } = inject("lab");

async function status(): Promise<Status> {
  return JSON.parse((await execute(join(scripts, "status"), ["--json"])).stdout) as Status;
}

test("status says what runs, as processes that exist", async () => {
  const lab = await status();
  expect(lab.version).toBe(1);
  expect(lab.ready).toBe(true);
  expect(lab.services.filter((service) => !service.up)).toEqual([]);
  expect(lab.clouds.openstack).toMatchObject([{ name: "bivouac-lab", config: clouds, ready: true }]);
  expect(lab.clouds.kubernetes.slice(0, 3)).toMatchObject(
    ["bivouac-lab", "bivouac-lab-2", "bivouac-lab-3"].map((name) => ({ name, config: kubeconfig, ready: true })),
  );
  for (const service of lab.services) {
    expect(await readFile(`/proc/${service.pid}/comm`, "utf8")).not.toBe("");
  }
  const names = lab.services.map((service) => service.name);
  for (const name of ["keystone", "nova-compute", "neutron-server", "cinder-volume", "designate-api"])
    expect(names).toContain(`openstack/${name}`);
  for (const name of ["etcd", "kube-apiserver", "kwok"]) expect(names).toContain(`kubernetes/bivouac-lab-2/${name}`);
});

test("up on a lab that runs starts nothing", async () => {
  const before = (await status()).services.map((service) => [service.name, service.pid]);
  await execute(join(scripts, "up"), ["--for", String(process.pid)]);
  expect((await status()).services.map((service) => [service.name, service.pid])).toEqual(before);
});

test("its processes listen on loopback only", async () => {
  const sockets = new Set<string>();
  for (const { pid } of (await status()).services) {
    for (const member of await group(pid)) {
      for (const file of await readdir(`/proc/${member}/fd`).catch(() => [])) {
        const target = await readlink(`/proc/${member}/fd/${file}`).catch(() => "");
        const socket = /^socket:\[(\d+)\]$/.exec(target)?.[1];
        if (socket) sockets.add(socket);
      }
    }
  }
  const listeners = (await Promise.all(["tcp", "tcp6"].map(listening)))
    .flat()
    .filter(({ inode }) => sockets.has(inode));
  expect(listeners.length).toBeGreaterThan(20);
  // 127.0.0.1 and ::1, as the kernel writes them.
  const loopback = ["0100007F", "00000000000000000000000001000000"];
  expect(listeners.filter(({ address }) => !loopback.includes(address))).toEqual([]);
});

test("credentials are readable by their owner alone", async () => {
  for (const file of [clouds, kubeconfig]) expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(Object.keys((parse(await readFile(clouds, "utf8")) as { clouds: object }).clouds)).toEqual([
    "bivouac-lab",
    "bivouac-lab-demo",
  ]);
});

test("calls are counted per service, method, user and project", async () => {
  const since = new Date();
  const { auth } = (
    parse(await readFile(clouds, "utf8")) as { clouds: Record<string, { auth: Record<string, string> }> }
  ).clouds["bivouac-lab-demo"]!;
  const domain = { id: "default" };
  const answer = await fetch(`${auth["auth_url"]}/auth/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": "lab-test" },
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ["password"],
          password: { user: { name: auth["username"], password: auth["password"], domain } },
        },
        scope: { project: { name: auth["project_name"], domain } },
      },
    }),
  });
  expect(answer.status).toBe(201);
  const { stdout } = await execute(join(scripts, "calls"), ["--since", since.toISOString(), "--json"]);
  const { counts } = JSON.parse(stdout) as { counts: { caller: string }[] };
  expect(counts.filter((count) => count.caller === "lab-test")).toMatchObject([
    { service: "keystone", method: "POST", user: "demo", project: "demo", kind: "client", calls: 1, refused: 0 },
  ]);
});

// With more than one thread a process, Keystone 22 let 86 of 300 such requests through: judged by a token of the administrator.
test("keystone judges each of many requests by its own token", async () => {
  const [admin, demo] = await Promise.all([connect("bivouac-lab"), connect("bivouac-lab-demo")]);
  const app = await connect(await applicationCredential(demo, `threads-${process.pid}`));
  const { userId, projectId } = await demo.session();
  const answer = (os: OpenStack, method: string, path: string, body?: unknown): Promise<unknown> =>
    os.request("identity", method, path, { body }).then(
      () => 200,
      (error: { details?: { status?: number } }) => error.details?.status,
    );
  const credential = (index: number): unknown => {
    const blob = JSON.stringify({ access: `threads-${process.pid}-${index}`, secret: "none" });
    return { credential: { type: "ec2", project_id: projectId, user_id: userId, blob } };
  };
  try {
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => [
        await answer(admin, "GET", "/auth/projects"),
        await answer(app, "POST", "/credentials", credential(index)),
      ]),
    );
    // No application credential may make a credential, whatever its roles.
    expect(answers).toEqual(answers.map(() => [200, 403]));
  } finally {
    const { credentials } = await demo.request<{ credentials: { id: string }[] }>("identity", "GET", "/credentials");
    for (const { id } of credentials) await demo.request("identity", "DELETE", `/credentials/${id}`);
    for (const os of [admin, demo, app]) os.close();
  }
});

/** The processes that `leader` has started: its process group. */
async function group(leader: number): Promise<string[]> {
  return (await execute("pgrep", ["-g", String(leader)])).stdout.split("\n").filter(Boolean);
}

async function listening(table: string): Promise<{ address: string; inode: string }[]> {
  const lines = (await readFile(`/proc/net/${table}`, "utf8").catch(() => "")).split("\n").slice(1);
  return lines.flatMap((line) => {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
    return local && inode && state === "0A" ? [{ address: local.split(":")[0]!, inode }] : [];
  });
}
