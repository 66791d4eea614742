// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Answer, Client } from "./client.ts";
import { configure, type EngineUser } from "./configuration.ts";

/** What an engine starts with. */
export interface EngineOptions {
  /** Text of `roles.yml`, as the operator mounts it from a Secret. @default no roles but the built-in ones */
  readonly roles?: string | undefined;
  readonly users?: readonly EngineUser[] | undefined;
  /** DNS names that the HTTP certificate has besides localhost and 127.0.0.1. */
  readonly names?: readonly string[] | undefined;
}

/** A running Elasticsearch: one node with security, HTTPS on a free port of 127.0.0.1, a Basic licence, data in a temporary folder. */
export interface Engine {
  readonly url: string;
  /** The version that it says it is. */
  readonly version: string;
  /** File with the certificate of the authority that signed its own, PEM. */
  readonly authority: string;
  readonly admin: EngineUser;
  /** Speaks as `user`, else as the administrator. */
  request(method: string, path: string, body?: unknown, user?: EngineUser): Promise<Answer>;
  /** Stops it and forgets its data. */
  close(): Promise<void>;
}

/** The folder that `build` fetches and compiles once. */
export async function built(): Promise<string> {
  // Progress goes where the caller's goes: the first time takes a minute.
  const build = spawn(join(import.meta.dirname, "build"), { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | null>((done, fail) => build.once("error", fail).once("close", done));
  let folder = "";
  for await (const chunk of build.stdout.setEncoding("utf8")) folder += String(chunk);
  const code = await ended;
  if (code !== 0) throw new Error(`lab/search/build ended with exit code ${code}`);
  return folder.trim();
}

/** Starts Elasticsearch and waits until it answers. It ends with this process, also when this process is killed. */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  const place = await built();
  const home = join(place, "engine");
  const folder = await mkdtemp(join(tmpdir(), "bivouac-search-"));
  const admin: EngineUser = { name: "lab-admin", password: randomBytes(18).toString("hex"), roles: ["superuser"] };
  const authority = await configure(folder, { ...options, users: [admin, ...(options.users ?? [])] });

  // The server refuses to run as root: root is then another user in a user namespace of its own.
  const asUser = process.getuid?.() === 0 ? ["unshare", "--user", "--map-user=1000", "--map-group=1000"] : [];
  const words = [...asUser, "setpriv", "--pdeathsig", "TERM", join(home, "bin/elasticsearch")];
  const server = spawn("/usr/bin/env", words, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      ES_JAVA_HOME: join(place, "jdk"),
      ES_PATH_CONF: join(folder, "config"),
      ES_TMPDIR: join(folder, "tmp"),
      ES_JAVA_OPTS: "-Xms768m -Xmx768m -XX:-AlwaysPreTouch",
    },
  });
  const ended = new Promise<void>((done) => server.once("close", () => done()));
  const clean = async (): Promise<void> => rm(folder, { recursive: true, force: true });
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.signalCode === null) server.kill("SIGTERM");
    await ended;
    await clean();
  };

  try {
    const port = await started(server);
    const client = new Client({ host: "127.0.0.1", port }, await readFile(authority, "utf8"));
    const request: Engine["request"] = async (method, path, body, user = admin) =>
      client.request(method, path, body, user);
    const { body } = await request("GET", "/_nodes/_local/http");
    const [node] = Object.values((body as { nodes: Record<string, { version: string }> }).nodes);
    return {
      url: `https://127.0.0.1:${port}`,
      version: node?.version ?? "",
      authority,
      admin,
      request,
      close: async () => {
        client.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The port of HTTP, when the server says that it has started. */
async function started(server: ReturnType<typeof spawn>): Promise<number> {
  const said: string[] = [];
  return new Promise<number>((done, fail) => {
    let port = 0;
    for (const stream of [server.stdout, server.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on("line", (line) => {
        if (said.push(line) > 15) said.shift();
        port = Number(/HttpServerTransport.* publish_address \{127\.0\.0\.1:(\d+)\}/u.exec(line)?.[1] ?? port);
        if (/\.Node\W+started \{/u.test(line)) done(port);
      });
    }
    server.once("error", fail);
    server.once("close", (code) => fail(new Error(`Elasticsearch ended with exit code ${code}:\n${said.join("\n")}`)));
  });
}
