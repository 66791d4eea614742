// SPDX-License-Identifier: Apache-2.0
import https from "node:https";
import type { ClusterAddress, ClusterUser } from "../../../lib/live/index.ts";

/** What the apiserver said, whatever it said. */
export interface Answer {
  readonly status: number;
  /** The answer's JSON; an empty object where there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** `reason` of a Status, such as Forbidden, Invalid, Conflict. */
  readonly reason: string;
  readonly message: string;
}

export interface CallOptions {
  readonly body?: unknown;
  /** @default json for POST and PUT, a merge patch for PATCH */
  readonly type?: "json" | "merge" | "strategic" | "patch" | "apply" | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Attributes of a review: `resource` may be `pods/exec`. */
export interface Question {
  readonly verb: string;
  readonly group?: string | undefined;
  readonly resource: string;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
}

const types = {
  json: "application/json",
  merge: "application/merge-patch+json",
  strategic: "application/strategic-merge-patch+json",
  patch: "application/json-patch+json",
  apply: "application/apply-patch+yaml",
} as const;

/** Somebody who speaks to the apiserver: answers are data, whether yes or no. */
export class Caller {
  readonly who: string;
  readonly #cluster: ClusterAddress;
  readonly #agent: https.Agent;
  readonly #headers: Readonly<Record<string, string | readonly string[]>>;

  constructor(
    who: string,
    cluster: ClusterAddress,
    user: ClusterUser,
    headers: Readonly<Record<string, string | readonly string[]>> = {},
  ) {
    this.who = who;
    this.#cluster = cluster;
    this.#headers = { ...headers, ...(user.token === undefined ? {} : { authorization: `Bearer ${user.token}` }) };
    const { ca, verify } = cluster;
    this.#agent = new https.Agent({
      keepAlive: true,
      maxSockets: 8,
      rejectUnauthorized: verify,
      ...(ca === undefined ? {} : { ca }),
      ...(user.cert === undefined ? {} : { cert: user.cert }),
      ...(user.key === undefined ? {} : { key: user.key }),
    });
  }

  call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { body, type = method === "PATCH" ? "merge" : "json", headers } = options;
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const request = https.request(
        new URL(this.#cluster.server + path),
        {
          method,
          agent: this.#agent,
          signal: AbortSignal.timeout(120_000),
          headers: {
            accept: "application/json",
            ...this.#headers,
            ...headers,
            ...(text === undefined ? {} : { "content-type": types[type], "content-length": Buffer.byteLength(text) }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => resolve(answer(response.statusCode ?? 0, Buffer.concat(chunks).toString("utf8"))));
        },
      );
      // The stream of a Pod: whoever answers "switching protocols" has let us in.
      request.on("upgrade", (response, socket) => {
        socket.destroy();
        resolve(answer(response.statusCode ?? 101, ""));
      });
      request.on("error", reject);
      request.end(text);
    });
  }

  /** As `call`; nothing is stored. */
  try(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    return this.call(method, `${path}${path.includes("?") ? "&" : "?"}dryRun=All`, options);
  }

  /** Whether the authorizer lets this caller do it (SelfSubjectAccessReview). */
  async can({ verb, group = "", resource, namespace, name }: Question): Promise<boolean> {
    const [plain, subresource] = resource.split("/", 2);
    const { status, body, message } = await this.call(
      "POST",
      "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
      {
        body: {
          apiVersion: "authorization.k8s.io/v1",
          kind: "SelfSubjectAccessReview",
          spec: { resourceAttributes: { verb, group, resource: plain, subresource, namespace, name } },
        },
      },
    );
    if (status !== 201) throw new Error(`${this.who}: no review of ${verb} ${resource}: ${status} ${message}`);
    return (body["status"] as { readonly allowed: boolean }).allowed;
  }

  close(): void {
    this.#agent.destroy();
  }
}

function answer(status: number, text: string): Answer {
  const body = parsed(text);
  const { reason, message } = body;
  return {
    status,
    body,
    reason: typeof reason === "string" ? reason : "",
    message: typeof message === "string" ? message : Object.keys(body).length === 0 ? text.slice(0, 300) : "",
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
