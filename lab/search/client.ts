// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage } from "node:http";
import { Agent, request as open } from "node:https";
import { text } from "node:stream/consumers";
import type { EngineUser } from "./configuration.ts";

export interface Answer {
  readonly status: number;
  /** The body, parsed when it is JSON. */
  readonly body: unknown;
}

/** Where an engine listens, and by which name its certificate is checked. */
export interface Place {
  readonly host: string;
  readonly port: number;
  /** @default the host */
  readonly servername?: string | undefined;
}

/** Speaks HTTPS with an engine on loopback and trusts its authority only. */
export class Client {
  readonly #place: Place;
  readonly #agent: Agent;

  constructor(place: Place, authority: string) {
    this.#place = place;
    this.#agent = new Agent({ ca: authority, keepAlive: true });
  }

  /** A string is sent as newline-delimited JSON, anything else as JSON. */
  async request(method: string, path: string, body: unknown, user: EngineUser): Promise<Answer> {
    const lines = typeof body === "string";
    const headers = {
      authorization: `Basic ${Buffer.from(`${user.name}:${user.password}`).toString("base64")}`,
      ...(body !== undefined && { "content-type": lines ? "application/x-ndjson" : "application/json" }),
    };
    const sent = open({ ...this.#place, agent: this.#agent, method, path, headers });
    const answered = new Promise<IncomingMessage>((done, fail) => {
      sent.once("error", fail);
      sent.once("response", done);
    });
    sent.end(body === undefined ? undefined : lines ? body : JSON.stringify(body));
    const answer = await answered;
    return { status: answer.statusCode ?? 0, body: parsed(await text(answer)) };
  }

  close(): void {
    this.#agent.destroy();
  }
}

function parsed(said: string): unknown {
  try {
    return JSON.parse(said) as unknown;
  } catch {
    return said;
  }
}
