// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import pLimit from "p-limit";
import { type CloudConfig, findCloud } from "./clouds-yaml.ts";
import { LiveError } from "./errors.ts";
import { type RetryOptions, send, transport } from "./http.ts";
import { type Session, authenticate } from "./keystone.ts";
import { openstackError, unreachable } from "./openstack-errors.ts";
import type { Surroundings } from "./places.ts";
import { type Service, endpointOf } from "./services.ts";

export interface ConnectOptions extends Surroundings {
  /** Time limit of one exchange, ms. @default 60000 */
  readonly timeoutMs?: number | undefined;
  /** Requests in flight at once. @default 8 */
  readonly concurrency?: number | undefined;
  readonly retry?: RetryOptions | undefined;
}

export interface RequestOptions {
  readonly body?: unknown;
  /** As in `OpenStack-API-Version: <service type> <microversion>`. */
  readonly microversion?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The request may be sent twice without harm. @default true but for POST and PATCH */
  readonly repeatable?: boolean | undefined;
}

/** A connection to one cloud as one user in one project. */
export interface OpenStack {
  readonly cloud: CloudConfig;
  /** The token's user, project, roles and catalog; renewed when it ends. */
  session(): Promise<Session>;
  /** Base address of a service with its version, or undefined when the catalog has none in this region. */
  endpoint(service: Service): Promise<string | undefined>;
  /**
   * One exchange. `path` starts with a slash and follows the versioned endpoint. The answer's JSON is not checked
   * against `T`; undefined when the body is empty.
   * @throws LiveError
   */
  request<T = unknown>(service: Service, method: string, path: string, options?: RequestOptions): Promise<T>;
  /** All pages of a list; `key` is the JSON key that holds it. @throws LiveError */
  list<T = Readonly<Record<string, unknown>>>(
    service: Service,
    path: string,
    key: string,
    options?: RequestOptions,
  ): Promise<T[]>;
  /** Cloud's clock minus ours by the last answer that had a date, ms (dates have whole seconds); undefined when none had. */
  readonly clockSkewMs: number | undefined;
  /** Closes the kept connections. */
  close(): void;
}

/**
 * Authenticates, so that wrong credentials show here and not later.
 * @param cloud name in clouds.yaml, or a cloud read earlier or made for a team
 * @throws LiveError BV301-BV305
 */
export async function connect(cloud: string | CloudConfig, options: ConnectOptions = {}): Promise<OpenStack> {
  const client = new Client(typeof cloud === "string" ? findCloud(cloud, options) : cloud, options);
  await client.session();
  return client;
}

/** The same cloud as another user: what a team's own credentials see. */
export function asUser(
  cloud: CloudConfig,
  user: {
    readonly name: string;
    readonly password: string;
    readonly project: string;
    readonly domain?: string | undefined;
  },
): CloudConfig {
  const { domain = "default" } = user;
  const auth: CloudConfig["auth"] = {
    type: "password",
    user: { name: user.name },
    userDomain: { id: domain },
    password: user.password,
    project: { name: user.project },
    projectDomain: { id: domain },
  };
  return Object.defineProperty({ ...cloud, name: `${cloud.name} as ${user.name}` }, "auth", {
    value: auth,
    enumerable: false,
  });
}

class Client implements OpenStack {
  readonly cloud: CloudConfig;
  readonly #timeoutMs: number;
  readonly #retry: RetryOptions | undefined;
  readonly #limit: ReturnType<typeof pLimit>;
  readonly #transports = new Map<string, ReturnType<typeof transport>>();
  #session: Promise<Session> | undefined;
  clockSkewMs: number | undefined;

  constructor(cloud: CloudConfig, options: ConnectOptions) {
    this.cloud = cloud;
    this.#timeoutMs = options.timeoutMs ?? 60_000;
    this.#retry = options.retry;
    this.#limit = pLimit(options.concurrency ?? 8);
  }

  async session(): Promise<Session> {
    const current = this.#session;
    if (current !== undefined) {
      const known = await current;
      if (known.expires - Date.now() > renewBeforeMs) return known;
      if (this.#session === current) this.#session = undefined;
    }
    return this.#renewed();
  }

  async endpoint(service: Service): Promise<string | undefined> {
    return endpointOf(this.cloud, await this.session(), service);
  }

  async request<T = unknown>(service: Service, method: string, path: string, options: RequestOptions = {}): Promise<T> {
    const base = await this.endpoint(service);
    if (base === undefined) {
      throw new LiveError(
        "config",
        `cloud "${this.cloud.name}" has no ${this.cloud.interface} endpoint for ${service}${this.cloud.region ? ` in region ${this.cloud.region}` : ""}`,
        { code: "BV306" },
      );
    }
    return await this.#exchange<T>(service, method, new URL(base + path), options);
  }

  async list<T = Readonly<Record<string, unknown>>>(
    service: Service,
    path: string,
    key: string,
    options: RequestOptions = {},
  ): Promise<T[]> {
    const all: T[] = [];
    const seen = new Set<string>();
    const base = (await this.endpoint(service)) ?? "";
    let next: string | undefined = path;
    while (next !== undefined && !seen.has(next)) {
      seen.add(next);
      const page: Readonly<Record<string, unknown>> = await this.request(service, "GET", next, options);
      const items = page[key];
      if (Array.isArray(items)) all.push(...(items as T[]));
      next = nextPage(page, key, base);
    }
    return all;
  }

  close(): void {
    for (const { agent } of this.#transports.values()) agent.destroy();
  }

  async #exchange<T>(service: Service, method: string, url: URL, options: RequestOptions): Promise<T> {
    const { body, microversion, headers = {}, repeatable = method !== "POST" && method !== "PATCH" } = options;
    const attempt = async (token: string) =>
      this.#limit(() =>
        send(
          this.#transport(url),
          {
            url,
            method,
            timeoutMs: this.#timeoutMs,
            headers: {
              accept: "application/json",
              "x-auth-token": token,
              ...(body === undefined ? {} : { "content-type": "application/json" }),
              ...(microversion === undefined ? {} : versionHeaders(service, microversion)),
              ...headers,
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          },
          repeatable,
          this.#retry,
        ),
      ).catch((error: unknown) => {
        throw unreachable(error, `${service} of cloud "${this.cloud.name}"`, url.origin);
      });

    const session = await this.session();
    let response = await attempt(session.token);
    if (response.status === 401) {
      // The token ended early (revoked, Keystone's keys rotated): once more with a new one.
      if ((await this.#session)?.token === session.token) this.#session = undefined;
      response = await attempt((await this.session()).token);
    }
    this.#readClock(response.headers.date);
    if (response.status >= 300) throw openstackError(service, method, url.pathname, response);
    try {
      return (response.text === "" ? undefined : JSON.parse(response.text)) as T;
    } catch (error) {
      throw new LiveError("refused", `${service} answered ${method} ${url.pathname} with something that is not JSON`, {
        code: "BV307",
        status: response.status,
        cause: error,
      });
    }
  }

  #readClock(date: string | undefined): void {
    const cloud = Date.parse(date ?? "");
    // A date is cut to the second: the middle of it is the best guess.
    if (!Number.isNaN(cloud)) this.clockSkewMs = cloud + 500 - Date.now();
  }

  #renewed(): Promise<Session> {
    // One renewal for all who wait.
    this.#session ??= authenticate(
      this.cloud,
      this.#transport(new URL(this.cloud.authUrl)),
      this.#timeoutMs,
      this.#retry,
    ).catch((error: unknown) => {
      this.#session = undefined;
      throw error;
    });
    return this.#session;
  }

  #transport(url: URL): ReturnType<typeof transport> {
    const known = this.#transports.get(url.origin);
    if (known) return known;
    const { cacert, verify } = this.cloud;
    const made = transport(url, { verify, ca: cacert === undefined ? undefined : readAuthority(cacert) });
    this.#transports.set(url.origin, made);
    return made;
  }
}

const renewBeforeMs = 60_000;

function readAuthority(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new LiveError("config", `cacert ${path} of clouds.yaml cannot be read`, {
      code: "BV303",
      seen: path,
      cause: error,
    });
  }
}

function versionHeaders(service: Service, microversion: string): Record<string, string> {
  const type = service === "block-storage" ? "volume" : service;
  return {
    "openstack-api-version": `${type} ${microversion}`,
    ...(service === "compute" ? { "x-openstack-nova-api-version": microversion } : {}),
  };
}

/** Path of the next page below `base`: `<key>_links` or `links` with rel next (array or object), Glance's `next`. */
function nextPage(page: Readonly<Record<string, unknown>>, key: string, base: string): string | undefined {
  const links = page[`${key}_links`] ?? page.links;
  const href = Array.isArray(links)
    ? (links as { rel?: string; href?: string }[]).find((link) => link.rel === "next")?.href
    : ((links as { next?: string | null } | undefined)?.next ??
      (typeof page.next === "string" ? page.next : undefined));
  if (!href) return undefined;
  // Behind a proxy these addresses may name another host or prefix: only path below the version and query are kept.
  const root = new URL(base);
  const url = new URL(href, root);
  const version = root.pathname.split("/").find((part) => /^v\d/.test(part));
  const at = version === undefined ? -1 : url.pathname.indexOf(`/${version}`);
  const path = url.pathname.startsWith(root.pathname)
    ? url.pathname.slice(root.pathname.replace(/\/$/, "").length)
    : url.pathname.slice(at + 1 + (version?.length ?? 0));
  return path + url.search;
}
