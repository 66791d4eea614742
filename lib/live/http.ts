// SPDX-License-Identifier: Apache-2.0
import http from "node:http";
import https from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import pRetry from "p-retry";

/** How a server is spoken to: one per cloud, holds its open connections. */
export interface Transport {
  readonly agent: http.Agent;
  readonly secure: boolean;
}

export interface TlsOptions {
  /** PEM. @default the system's authorities */
  readonly ca?: string | Buffer | undefined;
  readonly cert?: string | Buffer | undefined;
  readonly key?: string | Buffer | undefined;
  /** @default true */
  readonly verify?: boolean | undefined;
  readonly serverName?: string | undefined;
}

export interface HttpRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly timeoutMs: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

export interface RetryOptions {
  /** Further attempts after the first. @default 4 */
  readonly retries?: number | undefined;
  /** Wait before the second attempt, doubled each time, ms. @default 500 */
  readonly minDelayMs?: number | undefined;
  /** Longest wait that a `Retry-After` may ask for, ms. @default 30000 */
  readonly maxDelayMs?: number | undefined;
}

/** An answer that a later attempt may better. Thrown after the last attempt only when there was no answer at all. */
class Transient extends Error {
  readonly response?: HttpResponse | undefined;
  constructor(message: string, response?: HttpResponse, cause?: unknown) {
    super(message, { cause });
    this.response = response;
  }
}

/** No answer came: refused, reset, name unknown, TLS failure, time limit. `code` is Node's. */
export class NoAnswer extends Error {
  readonly code: string;
  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "NoAnswer";
    this.code = code;
  }
}

export function transport(url: URL, tls: TlsOptions = {}, sockets = 16): Transport {
  const secure = url.protocol === "https:";
  if (!secure) return { secure, agent: new http.Agent({ keepAlive: true, maxSockets: sockets }) };
  const { ca, cert, key, verify = true, serverName } = tls;
  const agent = new https.Agent({
    keepAlive: true,
    maxSockets: sockets,
    rejectUnauthorized: verify,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(serverName === undefined ? {} : { servername: serverName }),
  });
  return { secure, agent };
}

/**
 * Sends, and sends again while the answer is 429, 502, 503 or 504 (500 too for reads) or there was none.
 * A request that may have been acted on is repeated only when `repeatable`; 429 and a connection never made are always repeated.
 * @throws NoAnswer
 */
export async function send(
  via: Transport,
  request: HttpRequest,
  repeatable: boolean,
  retry: RetryOptions = {},
): Promise<HttpResponse> {
  const { retries = 4, minDelayMs = 500, maxDelayMs = 30_000 } = retry;
  try {
    return await pRetry(
      async () => {
        let response: HttpResponse;
        try {
          response = await once(via, request);
        } catch (error) {
          if (error instanceof NoAnswer && (repeatable || neverArrived.has(error.code)))
            throw new Transient(error.message, undefined, error);
          throw error;
        }
        const again =
          response.status === 429 ||
          (repeatable && (passing.has(response.status) || (response.status === 500 && request.method === "GET")));
        if (again) throw new Transient(`HTTP ${response.status}`, response);
        return response;
      },
      {
        retries,
        minTimeout: minDelayMs,
        maxTimeout: maxDelayMs,
        factor: 2,
        randomize: true,
        shouldRetry: ({ error }) => error instanceof Transient,
        onFailedAttempt: async ({ error, retriesLeft }) => {
          if (error instanceof Transient && retriesLeft > 0)
            await sleep(Math.min(retryAfterMs(error.response), maxDelayMs));
        },
      },
    );
  } catch (error) {
    if (!(error instanceof Transient)) throw error;
    if (error.response) return error.response;
    throw error.cause;
  }
}

const passing = new Set([502, 503, 504]);
const neverArrived = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

function retryAfterMs(response: HttpResponse | undefined): number {
  const value = response?.headers["retry-after"];
  if (value === undefined) return 0;
  const seconds = Number(value);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : 0;
}

function once(via: Transport, request: HttpRequest): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const { url, method, headers, body, timeoutMs } = request;
    const call = (via.secure ? https : http).request(
      url,
      {
        method,
        agent: via.agent,
        headers: body === undefined ? headers : { ...headers, "content-length": String(Buffer.byteLength(body)) },
        // A clock over the whole exchange: a server that trickles bytes would never trip a socket timeout.
        signal: AbortSignal.timeout(timeoutMs),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", (error) => reject(noAnswer(error, request)));
        answer.on("end", () => {
          if (!answer.complete) return reject(new NoAnswer("ECONNRESET", `${url.host} ended its answer early`));
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(chunks).toString("utf8"),
          });
        });
      },
    );
    call.on("error", (error) => reject(noAnswer(error, request)));
    call.end(body);
  });
}

function noAnswer(error: Error & { code?: string | number }, { url, timeoutMs }: HttpRequest): NoAnswer {
  if (error.name === "AbortError" || error.name === "TimeoutError")
    return new NoAnswer("ETIMEDOUT", `no answer from ${url.host} within ${timeoutMs / 1000} s`, error);
  const code = String(error.code ?? "ERR");
  const said: Record<string, string> = {
    ECONNREFUSED: `nothing listens at ${url.host}`,
    ENOTFOUND: `the name ${url.hostname} is not known`,
    EAI_AGAIN: `the name ${url.hostname} could not be resolved`,
    ECONNRESET: `${url.host} closed the connection`,
  };
  return new NoAnswer(code, said[code] ?? `${url.host}: ${error.message}`, error);
}
