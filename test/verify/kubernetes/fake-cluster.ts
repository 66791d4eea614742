// SPDX-License-Identifier: Apache-2.0
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { stringify } from "yaml";
import type { KubernetesTeam } from "../../../lib/verify/index.ts";

export interface Said {
  readonly status: number;
  readonly body?: object | undefined;
}

/** An apiserver that answers as it is told. @returns its address, and what it was asked */
export async function fakeCluster(
  answer: (request: IncomingMessage, body: Readonly<Record<string, unknown>>) => Said,
): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
      const text = Buffer.concat(chunks).toString("utf8");
      const { status, body = {} } = answer(request, text === "" ? {} : (JSON.parse(text) as Record<string, unknown>));
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** A team whose cluster is at this address. */
export function teamAt(url: string, over: Partial<KubernetesTeam> = {}): KubernetesTeam {
  return {
    id: "ant",
    event: "ev",
    namespace: "ev-ant",
    kubeconfig: stringify({
      "current-context": "ant",
      clusters: [{ name: "c", cluster: { server: url } }],
      users: [{ name: "u", user: { token: "a.b.c" } }],
      contexts: [{ name: "ant", context: { cluster: "c", user: "u" } }],
    }),
    credentialsExpire: "2099-11-10T18:00:00Z",
    planned: [],
    others: ["ev-bee"],
    ...over,
  };
}
