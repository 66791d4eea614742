// SPDX-License-Identifier: Apache-2.0
import { LiveError, type OpenStack, type Service } from "../../live/index.ts";
import { type Probe, plainRefusals } from "./probe.ts";

/** What a cloud said to a probe. */
export interface Answer {
  /** Undefined: none came. A success that the client does not tell apart is 200. */
  readonly status: number | undefined;
  readonly body?: unknown;
  /** The service's own sentence when it refused. */
  readonly words: string;
}

export interface Verdict {
  readonly outcome: "ok" | "red" | "unknown";
  readonly seen?: string | undefined;
}

/** Asks once. @throws what is not an answer of a cloud, such as a mistake in code */
export async function ask(
  os: OpenStack,
  service: Service,
  method: string,
  path: string,
  options: Parameters<OpenStack["request"]>[3] = {},
): Promise<Answer> {
  try {
    // A second attempt of what changes nothing is harmless, but a probe that does harm is never repeated.
    return { status: 200, body: await os.request(service, method, path, options), words: "" };
  } catch (error) {
    if (!(error instanceof LiveError)) throw error;
    return { status: error.details.status, words: wordsOf(error.message, service) };
  }
}

/**
 * A refusal is ok, what came through is red, silence is unknown. A 400 or 409 is red too: services check the request
 * after the policy, so that somebody who is told what is wrong with it was let in; probes where it is the other way
 * round say so in `refused`. A quota that is used up refuses as well.
 * @param foreign ids of the other team's objects, for lists
 */
export function judge(probe: Probe, answer: Answer, foreign: readonly string[] = []): Verdict {
  const { status, words } = answer;
  if (status === undefined) return { outcome: "unknown", seen: `no answer: ${words}` };
  if (status >= 200 && status < 300) {
    if (!probe.list) return { outcome: "red", seen: `HTTP ${status}` };
    if (probe.list === "empty")
      return itemsOf(answer.body) === 0
        ? { outcome: "ok" }
        : { outcome: "red", seen: `the list has ${itemsOf(answer.body)} items` };
    const text = JSON.stringify(answer.body) ?? "";
    const shown = foreign.filter((id) => text.includes(id));
    if (shown.length === 0) return { outcome: "ok" };
    return {
      outcome: "red",
      seen: `the list names ${shown.length} of the other team's objects: ${shown.slice(0, 3).join(", ")}`,
    };
  }
  const said = words === "" ? `HTTP ${status}` : `HTTP ${status}: ${words}`;
  if (status === 404 && probe.tell?.test(words))
    return { outcome: "red", seen: `${said}; only who was let in is told so` };
  if ((probe.refused ?? plainRefusals).includes(status)) return { outcome: "ok" };
  // Some services count before they ask whose it is: what the team's quota, which is not its own to raise, never lets be made is no way in.
  if (
    (status === 409 || status === 413) &&
    /\bquota exceeded\b|\bexceeds? (?:allowed|available) .*quota\b/i.test(words)
  )
    return { outcome: "ok" };
  if (status >= 500 || status === 429 || status < 400) return { outcome: "unknown", seen: said };
  return { outcome: "red", seen: `${said}; it was let in and only then refused` };
}

/** The client puts what was asked behind the service's sentence, and words of a path are no words of an answer. */
function wordsOf(message: string, service: string): string {
  const end = message.lastIndexOf(`: ${service} `);
  return end < 0 ? message : message.slice(0, end);
}

function itemsOf(body: unknown): number {
  const lists = typeof body === "object" && body !== null ? Object.values(body).filter(Array.isArray) : [];
  return lists.reduce((sum, list) => sum + list.length, 0);
}
