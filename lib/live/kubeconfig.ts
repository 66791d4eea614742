// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import { LiveError } from "./errors.ts";
import { type Surroundings, firstExisting, kubeconfigPlaces, suggestion } from "./places.ts";

/** Where a context was found: what a Pulumi provider or `kubectl --kubeconfig` needs. */
export interface KubeconfigPlace {
  readonly path: string;
  readonly context: string;
}

/** What a context says about its cluster; nothing secret. */
export interface ClusterAddress {
  readonly server: string;
  /** PEM. */
  readonly ca?: string | undefined;
  /** false: the server's certificate is not checked. */
  readonly verify: boolean;
  readonly tlsServerName?: string | undefined;
}

/** How its user proves who it is; `other` names a method (exec, auth-provider) that needs the full client. */
export interface ClusterUser {
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly token?: string | undefined;
  readonly tokenFile?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly other?: string | undefined;
}

/** A context with what it names; `user` is left out when it is printed. */
export interface ReadContext extends KubeconfigPlace {
  readonly cluster: ClusterAddress;
  readonly user: ClusterUser;
}

interface Entry {
  readonly file: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Merged {
  readonly files: readonly string[];
  readonly contexts: Map<string, Entry>;
  readonly clusters: Map<string, Entry>;
  readonly users: Map<string, Entry>;
}

/**
 * The file that defines a context: the first in kubectl's order, last the lab's.
 * @throws LiveError BV330 no kubeconfig · BV331 no such context · BV332 unreadable
 */
export function findKubeconfig(context: string, around: Surroundings = {}): KubeconfigPlace {
  return { path: entryOf(readAll(around), context).file, context };
}

/** Names of all contexts there are, none when there is no kubeconfig. */
export function contextNames(around: Surroundings = {}): string[] {
  return firstExisting(kubeconfigPlaces(around)) === undefined ? [] : [...readAll(around).contexts.keys()];
}

/**
 * Cluster and user of a context, looked up over all kubeconfig files as kubectl merges them: the first definition of a name counts.
 * @throws LiveError BV330-BV332
 */
export function readContext(context: string, around: Surroundings = {}): ReadContext {
  return contextOf(readAll(around), context);
}

/**
 * The current context of a kubeconfig that is no file, such as a team's own among a stack's outputs.
 * @param name what messages call it
 * @throws LiveError BV331-BV332
 */
export function readKubeconfigText(content: string, name: string): ReadContext {
  const document = parsed(content, name);
  const all = emptyMerge([name]);
  merge(all, name, document);
  return contextOf(all, text(document["current-context"]) ?? "");
}

function contextOf(all: Merged, context: string): ReadContext {
  const found = entryOf(all, context);
  const cluster = part(all.clusters, found, context, "cluster");
  const server = text(cluster.body.server);
  if (server === undefined)
    throw incomplete(context, found.file, `cluster "${String(found.body.cluster)}" has no server`);
  const user = part(all.users, found, context, "user");
  const place = { path: found.file, context };
  return Object.defineProperty(
    {
      ...place,
      cluster: {
        server: server.replace(/\/+$/, ""),
        ca: pem(cluster, "certificate-authority"),
        verify: cluster.body["insecure-skip-tls-verify"] !== true,
        tlsServerName: text(cluster.body["tls-server-name"]),
      },
    },
    "user",
    { value: readUser(user), enumerable: false },
  ) as ReadContext;
}

function readUser(entry: Entry): ClusterUser {
  const { body } = entry;
  const tokenFile = text(body.tokenFile);
  return {
    cert: pem(entry, "client-certificate"),
    key: pem(entry, "client-key"),
    token: text(body.token),
    tokenFile: tokenFile === undefined ? undefined : resolve(dirname(entry.file), tokenFile),
    username: text(body.username),
    password: text(body.password),
    other: body.exec !== undefined ? "exec" : body["auth-provider"] !== undefined ? "auth-provider" : undefined,
  };
}

function readAll(around: Surroundings): Merged {
  const places = kubeconfigPlaces(around);
  const existing = [...new Set(places)].filter((path) => firstExisting([path]) !== undefined);
  if (existing.length === 0) {
    throw new LiveError("config", "no kubeconfig found", {
      code: "BV330",
      seen: `searched ${places.join(", ")}`,
      hint: "set KUBECONFIG, or start the lab: bivouac lab up",
    });
  }
  const merged = emptyMerge(existing);
  for (const file of existing) merge(merged, file, read(file));
  return merged;
}

function emptyMerge(files: readonly string[]): Merged {
  return { files, contexts: new Map(), clusters: new Map(), users: new Map() };
}

/** The first definition of a name counts. */
function merge(merged: Merged, file: string, document: Readonly<Record<string, unknown>>): void {
  for (const [list, field] of [
    ["contexts", "context"],
    ["clusters", "cluster"],
    ["users", "user"],
  ] as const) {
    for (const item of Array.isArray(document[list]) ? (document[list] as unknown[]) : []) {
      if (!isFields(item) || typeof item.name !== "string" || merged[list].has(item.name)) continue;
      merged[list].set(item.name, { file, body: isFields(item[field]) ? item[field] : {} });
    }
  }
}

function entryOf(all: Merged, context: string): Entry {
  const found = all.contexts.get(context);
  if (found) return found;
  const near = suggestion(context, all.contexts.keys());
  throw new LiveError("config", `context "${context}" is not in ${all.files.join(" nor ")}`, {
    code: "BV331",
    seen: context,
    allowed: near.allowed,
    hint: near.hint ?? "name one of these in clouds.kubernetes or the team's cluster, or set KUBECONFIG",
  });
}

function part(map: ReadonlyMap<string, Entry>, entry: Entry, context: string, what: "cluster" | "user"): Entry {
  const name = text(entry.body[what]);
  const found = name === undefined ? undefined : map.get(name);
  if (found === undefined)
    throw incomplete(
      context,
      entry.file,
      name === undefined ? `it names no ${what}` : `its ${what} "${name}" is defined nowhere`,
    );
  return found;
}

function incomplete(context: string, file: string, why: string): LiveError {
  return new LiveError("config", `context "${context}" of ${file} cannot be used: ${why}`, {
    code: "BV332",
    seen: context,
  });
}

function read(file: string): Readonly<Record<string, unknown>> {
  try {
    return parsed(readFileSync(file, "utf8"), file);
  } catch (error) {
    if (error instanceof LiveError) throw error;
    throw unreadable(file, error);
  }
}

function parsed(content: string, name: string): Readonly<Record<string, unknown>> {
  try {
    const document: unknown = parse(content, { logLevel: "error" });
    return isFields(document) ? document : {};
  } catch (error) {
    throw unreadable(name, error);
  }
}

function unreadable(name: string, error: unknown): LiveError {
  const line = (error instanceof Error ? error.message : String(error)).split("\n")[0];
  return new LiveError("config", `${name} cannot be read: ${line}`, { code: "BV332", cause: error });
}

/** `<name>-data` in base64 counts before the file `<name>`. */
function pem({ file, body }: Entry, name: string): string | undefined {
  const data = text(body[`${name}-data`]);
  if (data) return Buffer.from(data, "base64").toString("utf8");
  const path = text(body[name]);
  if (!path) return undefined;
  const at = resolve(dirname(file), path);
  try {
    return readFileSync(at, "utf8");
  } catch (error) {
    throw new LiveError("config", `${name} ${at} of ${file} cannot be read`, { code: "BV332", seen: at, cause: error });
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
