// SPDX-License-Identifier: Apache-2.0
import { causes } from "./causes.ts";

/** One error line of the engine or a provider. */
export interface Diagnostic {
  /** The resource it is about, when it is about one. */
  readonly resource?: string | undefined;
  readonly message: string;
}

export interface Cause {
  readonly code: string;
  /** One line for people: resource, what the cloud said, request id. */
  readonly text: string;
  /** The cloud may say yes to the very same request a moment later. */
  readonly transient: boolean;
  /** No answer came back, so that what was asked for may exist all the same. */
  readonly uncertain: boolean;
}

/** The first real error among what the engine printed; later ones mostly follow from it. */
export function firstCause(diagnostics: readonly Diagnostic[], rest = ""): Cause {
  const real = diagnostics
    .map(({ resource, message }) => ({ resource, text: clean(message) }))
    .filter(({ text }) => text !== "" && !isEcho(text));
  const chosen = real.find(({ resource }) => resource !== undefined) ?? real[0];
  return causeOf(chosen?.text ?? lastLine(rest), chosen?.resource);
}

/** All errors, each named: a run is only worth repeating when every one of them may go away. */
export function allCauses(diagnostics: readonly Diagnostic[]): Cause[] {
  const byResource = new Map<string, Cause>();
  for (const { resource, message } of diagnostics) {
    const text = clean(message);
    if (resource === undefined || text === "" || isEcho(text) || byResource.has(resource)) continue;
    byResource.set(resource, causeOf(text, resource));
  }
  return [...byResource.values()];
}

function causeOf(text: string, resource: string | undefined): Cause {
  const known = causes.find(({ pattern }) => pattern.test(text));
  const answer = httpAnswer(text);
  const request = /\breq-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/.exec(text)?.[0];
  const said = answer ?? oneLine(text);
  const sentence = known?.say ? `${known.say}: ${said}` : said;
  return {
    code: known?.code ?? "BV449",
    text: [
      resource === undefined ? sentence : `${resource}: ${sentence}`,
      request && !sentence.includes(request) ? request : "",
    ]
      .filter(Boolean)
      .join(" "),
    transient: known?.transient ?? false,
    uncertain: known?.uncertain ?? false,
  };
}

const services: readonly (readonly [RegExp, string])[] = [
  [/\/v3\/(projects|users|roles|auth|domains|role_assignments)/, "Keystone"],
  [/\/v2\.0\//, "Neutron"],
  [/\/(volumes|snapshots|os-quota-sets\/.*volume|attachments)\b.*|\/volume\/v3|\/v3\/[0-9a-f]{32}\//, "Cinder"],
  [/\/v2\.1\/|\/compute\/|\/servers|\/os-/, "Nova"],
  [/\/v2\/images/, "Glance"],
];

// gophercloud: `Expected HTTP response code [202] when accessing [POST http://…], but got 403 instead: {"forbidden": {"code": 403, "message": "…"}}`
function httpAnswer(text: string): string | undefined {
  const match = /accessing \[(\w+) (\S+?)\],? but got (\d{3}) instead:?\s*(.*)/s.exec(text);
  if (!match) return undefined;
  const [, method = "", url = "", status = "", body = ""] = match;
  const path = url.replace(/^https?:\/\/[^/]+/, "");
  const service = services.find(([pattern]) => pattern.test(path))?.[1] ?? "the cloud";
  const said = messageIn(body) ?? oneLine(body);
  return `${service} answered ${status} to ${method}${said ? `: ${said}` : ""}`;
}

function messageIn(body: string): string | undefined {
  const start = body.indexOf("{");
  const end = body.lastIndexOf("}");
  if (start < 0 || end < start) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(body.slice(start, end + 1));
  } catch {
    return undefined;
  }
  return findMessage(value);
}

function findMessage(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if ("message" in value && typeof value.message === "string") return oneLine(value.message);
  for (const inner of Object.values(value)) {
    const found = findMessage(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

// Wrapping that says nothing: counters, bullet points, source positions, URNs, and the URL's credentials if any.
function clean(message: string): string {
  return (
    message
      // eslint-disable-next-line no-control-regex
      .replaceAll(/\u001b\[[0-9;]*m|<\{%[a-z]*%\}>/gi, "")
      .replaceAll(/^\s*\d+ errors? occurred:\s*/gim, "")
      .replaceAll(/^\s*\*\s+/gm, "")
      .replaceAll(/^\s*sdk-v2\/\S+:\d+:\s*(sdk\.helper_schema:\s*)?/gm, "")
      .replaceAll(/:?\s*provider=\w+@[\w.+-]+/g, "")
      .replaceAll(/\burn:pulumi:\S+::(\S+)/g, "$1")
      .replaceAll(/:\/\/[^/@\s]+:[^/@\s]+@/g, "://")
      .trim()
  );
}

function isEcho(text: string): boolean {
  // What waited for a failed resource fails as well, once for each property.
  if (/failed to register\.?$/.test(text)) return true;
  return (
    /^(update failed|(one or more )?errors? occurred|resource monitor|error: update failed|destroy failed|refresh failed)/i.test(
      text,
    ) || /useOctavia|is deprecated/.test(text)
  );
}

function oneLine(text: string): string {
  const line = text
    .split("\n")
    .map((part) => part.trim())
    .filter(Boolean)
    .join(" ");
  return line.length > 300 ? `${line.slice(0, 297)}…` : line;
}

function lastLine(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => clean(line))
    .filter(Boolean);
  return (
    lines
      .findLast((line) => line.startsWith("error:"))
      ?.slice("error:".length)
      .trim() ??
    lines.at(-1) ??
    "the engine ended without saying why"
  );
}
