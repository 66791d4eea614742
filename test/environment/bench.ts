// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { EventInput, FlavorsInput } from "../../lib/model/index.ts";
import type { ProgramRun, RunOptions } from "../harness/engine.ts";
import { runProgram } from "../harness/engine.ts";

export const key = (comment: string): string =>
  `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAJb36vV6pOwVvLemKdTvXljSXNNUBUcSgUNAXmdSOmg ${comment}`;

export const flavors: FlavorsInput = {
  version: 1,
  flavors: {
    "event.small": { vcpus: 1, ram: 1024, disk: 5, extraSpecs: { "hw:cpu_policy": "shared" } },
    "m1.tiny": { vcpus: 1, ram: 512, disk: 1, existing: true },
  },
};

/** One team in both clouds, one with a namespace only. */
export const event: EventInput = {
  version: 1,
  name: "camp",
  title: "Camp",
  timeZone: "Europe/Zurich",
  window: { start: "2091-11-05T09:00", end: "2091-11-09T18:00" },
  clouds: { openstack: "prod", kubernetes: "shared" },
  flavors: "flavors.yaml",
  network: { supernet: "10.64.0.0/16", dnsServers: ["192.0.2.53"] },
  teams: {
    team_a: {
      title: "Team A",
      contact: "a@example.org",
      members: [{ id: "ada", name: "Ada", sshKeys: [key("ada"), key("ada-laptop")] }, { id: "bob" }],
      mentors: [{ id: "sven", sshKeys: [key("sven")] }],
      vms: {
        web: {
          count: 2,
          flavor: "event.small",
          image: "ubuntu-24.04",
          ports: [22, { port: 8000, to: 8010, protocol: "udp", from: "198.51.100.0/24" }],
          floatingIp: true,
          serverGroup: "soft-anti-affinity",
          volumes: { data: { sizeGiB: 2, type: "fast" }, log: { sizeGiB: 1 } },
          cloudInit: { packages: ["git"] },
        },
        db: { flavor: "m1.tiny", image: "ubuntu-24.04", rootVolume: { sizeGiB: 3 } },
      },
      network: { cidr: "10.64.7.0/24" },
      namespace: { quota: { cpu: 2 } },
    },
    beta: { title: "Beta", contact: "b@example.org", namespace: { quota: { cpu: 1 } } },
  },
};

/** A directory with an event, its flavors, clouds.yaml and kubeconfig, and an apiserver that answers token requests. */
export interface Bench {
  readonly directory: string;
  readonly eventFile: string;
  readonly env: Readonly<Record<string, string>>;
  /** Paths of the token requests so far. */
  readonly tokenRequests: string[];
  readonly run: (options?: Partial<RunOptions>) => Promise<ProgramRun>;
  readonly close: () => void;
}

/** An unsigned token as an apiserver would give: nothing here checks signatures. */
export function token(uid: string, expires: string, id: number): string {
  const parts = [
    { alg: "none" },
    { exp: Date.parse(expires) / 1000, jti: id, "kubernetes.io": { serviceaccount: { uid } } },
  ];
  return [...parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")), "x"].join(".");
}

export async function bench(spec: EventInput = event): Promise<Bench> {
  const directory = mkdtempSync(join(tmpdir(), "bivouac-environment-"));
  const file = (name: string, content: unknown): string => {
    writeFileSync(join(directory, name), typeof content === "string" ? content : JSON.stringify(content));
    return join(directory, name);
  };
  const tokenRequests: string[] = [];
  const server = await apiserver(tokenRequests);
  const eventFile = file("event.yaml", spec);
  file("flavors.yaml", flavors);
  const env = {
    // Each run is a process of its own: they share what Node compiled.
    NODE_COMPILE_CACHE: fileURLToPath(new URL("../../node_modules/.cache/bivouac-test", import.meta.url)),
    OS_CLIENT_CONFIG_FILE: file("clouds.yaml", {
      clouds: {
        prod: {
          auth: {
            auth_url: "https://keystone.example.org:5000/v3",
            username: "admin",
            password: "hunter2",
            project_name: "admin",
            user_domain_id: "default",
            project_domain_id: "default",
          },
          region_name: "RegionOne",
        },
      },
    }),
    KUBECONFIG: file("kubeconfig", {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "c", cluster: { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } }],
      users: [{ name: "u", user: { token: "administrator" } }],
      contexts: [{ name: "shared", context: { cluster: "c", user: "u" } }],
    }),
  };
  const run = (options: Partial<RunOptions> = {}): Promise<ProgramRun> =>
    runProgram({
      program: "stacks/index.ts",
      compute: computed,
      ...options,
      env: { ...env, ...options.env },
      config: set({ "bivouac:event": eventFile, "bivouac:seed": "the seed", ...options.config }),
      secretKeys: ["bivouac:seed"],
    });
  return {
    directory,
    eventFile,
    env,
    tokenRequests,
    run,
    close: () => {
      server.close();
      rmSync(directory, { recursive: true });
    },
  };
}

/** What is empty is not set. */
function set(config: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== ""));
}

function computed({
  type,
  name,
  inputs,
}: {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}): Record<string, unknown> | undefined {
  switch (type) {
    case "openstack:identity/applicationCredential:ApplicationCredential":
      return { projectId: "camp-team-a-project-id", secret: "credential-secret" };
    case "openstack:identity/user:User":
      return { domainId: "default" };
    case "openstack:networking/port:Port":
      return { allFixedIps: ["10.64.7.21"] };
    case "openstack:networking/floatingIp:FloatingIp":
      return { address: "203.0.113.9" };
    case "kubernetes:core/v1:ServiceAccount":
    case "kubernetes:core/v1:Namespace":
      return { metadata: { ...(inputs["metadata"] as object), uid: `uid-of-${name}` } };
    default:
      return undefined;
  }
}

async function apiserver(tokenRequests: string[]): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const namespace = path.split("/")[4] ?? "";
    const uid = `uid-of-${namespace}/Access/ServiceAccount`;
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      response.setHeader("content-type", "application/json");
      if (request.method === "GET") {
        response.end(JSON.stringify({ metadata: { name: "team", uid } }));
        return;
      }
      tokenRequests.push(path);
      const seconds = (JSON.parse(Buffer.concat(parts).toString()) as { spec: { expirationSeconds: number } }).spec
        .expirationSeconds;
      const expires = new Date(Date.now() + seconds * 1000).toISOString();
      response.end(
        JSON.stringify({ status: { token: token(uid, expires, tokenRequests.length), expirationTimestamp: expires } }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
