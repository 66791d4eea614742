// SPDX-License-Identifier: Apache-2.0
import http from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";

/** One answer of the fake cloud; `drop` closes the connection without one. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly drop?: true;
}

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: unknown;
}

export interface FakeCloud {
  readonly url: string;
  /** Directory with a clouds.yaml of cloud `fake`; use as cwd and home. */
  readonly folder: string;
  readonly seen: Seen[];
  /** Answers by `METHOD /path`, used up one by one; the last one stays. */
  readonly answers: Map<string, Answer[]>;
  /** Milliseconds that granted tokens live. */
  tokenLifeMs: number;
  password: string;
  close(): Promise<void>;
}

/** Speaks enough Keystone v3 to hand out tokens and a catalog of itself; all else is what a test puts in `answers`. */
export async function fakeCloud(): Promise<FakeCloud> {
  const seen: Seen[] = [];
  const answers = new Map<string, Answer[]>();
  let tokens = 0;
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const body: unknown = text === "" ? undefined : JSON.parse(text);
      const path = request.url ?? "";
      const token = request.headers["x-auth-token"];
      seen.push({
        method: request.method ?? "",
        path,
        token: typeof token === "string" ? token : undefined,
        headers: request.headers,
        body,
      });
      const queue = answers.get(`${request.method} ${path}`);
      const answer =
        (queue !== undefined && queue.length > 1 ? queue.shift() : queue?.[0]) ??
        (path === "/v3/auth/tokens"
          ? grant(body)
          : { status: 404, body: { itemNotFound: { message: "no such thing", code: 404 } } });
      if (answer.drop) {
        request.socket.destroy();
        return;
      }
      response.writeHead(answer.status ?? 200, {
        "content-type": "application/json",
        "x-openstack-request-id": "req-1",
        ...answer.headers,
      });
      response.end(
        answer.body === undefined ? "" : typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body),
      );
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = mkdtempSync(join(tmpdir(), "bivouac-fake-cloud-"));
  const cloud: FakeCloud = {
    url,
    folder,
    seen,
    answers,
    tokenLifeMs: 3_600_000,
    password: "right",
    close: async () => {
      rmSync(folder, { recursive: true });
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  writeFileSync(
    join(folder, "clouds.yaml"),
    stringify({
      clouds: {
        fake: {
          region_name: "one",
          auth: {
            auth_url: url,
            username: "admin",
            password: "right",
            project_name: "admin",
            user_domain_id: "default",
            project_domain_id: "default",
          },
        },
      },
    }),
  );
  return cloud;

  function grant(body: unknown): Answer {
    const given = (body as { auth: { identity: { password?: { user: { password: string } } } } }).auth.identity.password
      ?.user.password;
    if (given !== undefined && given !== cloud.password)
      return {
        status: 401,
        body: { error: { message: "The request you have made requires authentication.", code: 401 } },
      };
    tokens += 1;
    const endpoint = (path: string) => [{ interface: "public", region_id: "one", url: url + path }];
    return {
      status: 201,
      headers: { "x-subject-token": `token-${tokens}` },
      body: {
        token: {
          expires_at: new Date(Date.now() + cloud.tokenLifeMs).toISOString(),
          user: { id: "u1", name: "admin" },
          project: { id: "p1", name: "admin" },
          roles: [{ name: "admin" }],
          catalog: [
            { type: "compute", endpoints: endpoint("/compute/v2.1") },
            { type: "network", endpoints: endpoint("/network") },
            { type: "image", endpoints: endpoint("/image") },
            { type: "volumev3", endpoints: endpoint("/volume/v3/p1") },
            { type: "dns", endpoints: [{ interface: "public", region_id: "two", url: `${url}/dns` }] },
            { type: "object-store", endpoints: endpoint("/swift") },
          ],
        },
      },
    };
  }
}
