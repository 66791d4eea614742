// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import pLimit from "p-limit";
import { LiveError, type LiveFault } from "./errors.ts";
import {
  type HttpResponse,
  NoAnswer,
  type RetryOptions,
  type TlsOptions,
  type Transport,
  send,
  transport,
} from "./http.ts";
import { type ClusterAddress, type ClusterUser, readContext, readKubeconfigText } from "./kubeconfig.ts";
import type { Surroundings } from "./places.ts";

export interface KubernetesOptions extends Surroundings {
  /** Time limit of one exchange, ms. @default 30000 */
  readonly timeoutMs?: number | undefined;
  /** Requests in flight at once. @default 8 */
  readonly concurrency?: number | undefined;
  readonly retry?: RetryOptions | undefined;
}

export interface KubernetesRequestOptions {
  readonly body?: unknown;
  /** The request may be sent twice without harm. @default true but for POST and PATCH */
  readonly repeatable?: boolean | undefined;
  /** How the body is written. @default merge patch for PATCH, else JSON */
  readonly contentType?: "application/json-patch+json" | "application/apply-patch+yaml" | undefined;
}

/** What every API object holds. */
export interface KubernetesObject {
  readonly apiVersion?: string | undefined;
  readonly kind?: string | undefined;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string | undefined;
    readonly uid?: string | undefined;
    readonly labels?: Readonly<Record<string, string>> | undefined;
    readonly annotations?: Readonly<Record<string, string>> | undefined;
    readonly ownerReferences?:
      | readonly { readonly kind: string; readonly name: string; readonly uid: string }[]
      | undefined;
    readonly deletionTimestamp?: string | undefined;
  };
  readonly [field: string]: unknown;
}

/** A connection to the apiserver of one kubeconfig context. */
export interface Kubernetes {
  readonly context: string;
  /** Path of the kubeconfig. */
  readonly path: string;
  readonly cluster: ClusterAddress;
  /** One exchange; the answer's JSON is not checked against `T`. @throws LiveError */
  request<T = unknown>(method: string, path: string, options?: KubernetesRequestOptions): Promise<T>;
  /** All pages of a list. `path` may hold a query. @throws LiveError */
  list<T extends object = KubernetesObject>(path: string): Promise<T[]>;
  close(): void;
}

/**
 * Reads the context and prepares the connection; nothing is sent yet. Certificates, tokens and passwords are handled here;
 * a user with `exec` or `auth-provider` goes through @kubernetes/client-node, which is loaded only then (0.7 s of CPU).
 * @throws LiveError BV330-BV332
 */
export async function connectKubernetes(context: string, options: KubernetesOptions = {}): Promise<Kubernetes> {
  const { path, cluster, user } = readContext(context, options);
  let tls = tlsOf(cluster, user);
  let authorization = (): string | undefined => authorizationOf(user);
  if (user.other !== undefined) {
    const found = await fullClient(path, context);
    tls = { ...tls, ...found.tls };
    authorization = () => found.authorization;
  }
  return new Client(context, path, cluster, transport(new URL(cluster.server), tls), authorization, options);
}

/**
 * The same for a kubeconfig that is no file, such as a team's own among a stack's outputs: nothing is written to disk.
 * @param name what messages call it
 * @throws LiveError BV331 · BV332, also for a user that needs a login helper
 */
export function connectKubeconfig(
  content: string,
  name: string,
  options: Omit<KubernetesOptions, keyof Surroundings> = {},
): Kubernetes {
  const { path, context, cluster, user } = readKubeconfigText(content, name);
  if (user.other !== undefined)
    throw new LiveError("config", `${name} logs in with ${user.other}, which needs a file`, { code: "BV332" });
  const via = transport(new URL(cluster.server), tlsOf(cluster, user));
  return new Client(context, path, cluster, via, () => authorizationOf(user), options);
}

function tlsOf(cluster: ClusterAddress, user: ClusterUser): TlsOptions {
  const { ca, verify, tlsServerName } = cluster;
  return { ca, verify, serverName: tlsServerName, cert: user.cert, key: user.key };
}

function authorizationOf(user: ClusterUser): string | undefined {
  if (user.tokenFile !== undefined) return `Bearer ${readFileSync(user.tokenFile, "utf8").trim()}`;
  if (user.token !== undefined) return `Bearer ${user.token}`;
  return user.username === undefined
    ? undefined
    : `Basic ${Buffer.from(`${user.username}:${user.password ?? ""}`).toString("base64")}`;
}

class Client implements Kubernetes {
  readonly context: string;
  readonly path: string;
  readonly cluster: ClusterAddress;
  readonly #via: Transport;
  readonly #authorization: () => string | undefined;
  readonly #options: KubernetesOptions;
  readonly #limit: ReturnType<typeof pLimit>;

  constructor(
    context: string,
    path: string,
    cluster: ClusterAddress,
    via: Transport,
    authorization: () => string | undefined,
    options: KubernetesOptions,
  ) {
    this.context = context;
    this.path = path;
    this.cluster = cluster;
    this.#via = via;
    this.#authorization = authorization;
    this.#options = options;
    this.#limit = pLimit(options.concurrency ?? 8);
  }

  async request<T = unknown>(method: string, path: string, options: KubernetesRequestOptions = {}): Promise<T> {
    const { body, repeatable = method !== "POST" && method !== "PATCH" } = options;
    const contentType =
      options.contentType ?? (method === "PATCH" ? "application/merge-patch+json" : "application/json");
    const authorization = this.#authorization();
    const response = await this.#limit(() =>
      send(
        this.#via,
        {
          url: new URL(this.cluster.server + path),
          method,
          timeoutMs: this.#options.timeoutMs ?? 30_000,
          headers: {
            accept: "application/json",
            ...(authorization === undefined ? {} : { authorization }),
            ...(body === undefined ? {} : { "content-type": contentType }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        },
        repeatable,
        this.#options.retry,
      ),
    ).catch((error: unknown) => {
      throw this.#unreachable(error);
    });
    if (response.status >= 300) throw this.#refused(method, path, response);
    return JSON.parse(response.text) as T;
  }

  async list<T extends object = KubernetesObject>(path: string): Promise<T[]> {
    const all: T[] = [];
    let token: string | undefined;
    do {
      const query = `${path.includes("?") ? "&" : "?"}limit=500${token === undefined ? "" : `&continue=${encodeURIComponent(token)}`}`;
      const page: { readonly items?: readonly T[]; readonly metadata?: { readonly continue?: string } } =
        await this.request("GET", path + query);
      all.push(...(page.items ?? []));
      token = page.metadata?.continue || undefined;
    } while (token !== undefined);
    return all;
  }

  close(): void {
    this.#via.agent.destroy();
  }

  #unreachable(error: unknown): unknown {
    if (!(error instanceof NoAnswer)) return error;
    return new LiveError("unreachable", `apiserver of context "${this.context}": ${error.message}`, {
      code: "BV333",
      seen: `${this.cluster.server} (${error.code})`,
      cause: error,
      hint: `check the address in ${this.path}, network and VPN; for the lab: bivouac lab status`,
    });
  }

  #refused(method: string, path: string, response: HttpResponse): LiveError {
    const { status } = response;
    const fault = faults[status] ?? (status >= 502 ? "unreachable" : "refused");
    const audit = response.headers["audit-id"];
    return new LiveError(
      fault,
      `${messageOf(response.text) || `HTTP ${status}`}: ${method} ${path.split("?")[0]} on context "${this.context}"`,
      {
        code: codes[fault] ?? "BV337",
        status,
        requestId: typeof audit === "string" ? audit : undefined,
        hint: fault === "auth" ? `renew the credentials of context "${this.context}" in ${this.path}` : undefined,
      },
    );
  }
}

const faults: Readonly<Record<number, LiveFault>> = { 401: "auth", 403: "forbidden", 404: "missing", 409: "conflict" };
const codes: Partial<Record<LiveFault, string>> = { auth: "BV334", forbidden: "BV335", unreachable: "BV333" };

function messageOf(text: string): string {
  try {
    const body = JSON.parse(text) as { readonly message?: unknown };
    return typeof body.message === "string" ? body.message : "";
  } catch {
    return text.replaceAll(/\s+/g, " ").trim().slice(0, 200);
  }
}

async function fullClient(
  path: string,
  context: string,
): Promise<{ readonly tls: TlsOptions; readonly authorization: string | undefined }> {
  const { KubeConfig } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  config.loadFromFile(path);
  config.setCurrentContext(context);
  const options: { headers?: Record<string, string>; cert?: string | Buffer; key?: string | Buffer } = {};
  try {
    await config.applyToHTTPSOptions(options as Parameters<typeof config.applyToHTTPSOptions>[0]);
  } catch (error) {
    throw new LiveError(
      "auth",
      `the login helper of context "${context}" failed: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`,
      { code: "BV334", cause: error },
    );
  }
  const { headers = {}, cert, key } = options;
  return {
    tls: { ...(cert === undefined ? {} : { cert }), ...(key === undefined ? {} : { key }) },
    authorization: headers.Authorization ?? headers.authorization,
  };
}
