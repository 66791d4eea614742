// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../../../model/light.ts";
import { at, type Fields, fieldsAt, isFields, textAt, textsAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { ManifestSet } from "../../settings.ts";
import { flatSettings, readFlag } from "./flat-settings.ts";
import { findElasticsearch } from "./kinds.ts";

/** A request of the Job that prepares a cluster, as a key of its ConfigMap holds it. */
export interface BootstrapRequest {
  /** Way to the text. */
  readonly path: Path;
  readonly key: string;
  /** `/_index_template/logs`, without what stands behind a `?`. */
  readonly target: string;
  readonly body: Fields;
}

/** Label of such a ConfigMap: its value is the name of the Elasticsearch in the same namespace. */
export const bootstrapLabel = "bivouac.dev/elasticsearch";

/** Those that put something; what is no JSON is left to the Job, which stops there. */
export function requestsOf({ value }: Manifest): readonly BootstrapRequest[] {
  return Object.entries(textsAt(value, "data")).flatMap(([key, text]) => {
    const request = key.endsWith(".json") ? readJson(text) : undefined;
    const target = textAt(request, "path")?.replace(/\?.*$/s, "");
    const method = textAt(request, "method") ?? "PUT";
    if (target === undefined || !/^(PUT|POST)$/.test(method)) return [];
    return [{ key, path: ["data", key], target, body: fieldsAt(request, "body") ?? {} }];
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The cluster that the requests are for; undefined when it is not known here. */
export function clusterOf({ labels, namespace }: Manifest, set: ManifestSet): Manifest | undefined {
  const name = Object.hasOwn(labels, bootstrapLabel) ? labels[bootstrapLabel] : undefined;
  return name === undefined ? undefined : findElasticsearch(set, namespace, name);
}

/** The requests for that cluster. */
export function requestsFor(cluster: Manifest, set: ManifestSet): readonly BootstrapRequest[] {
  return set
    .of("", "ConfigMap")
    .filter(({ labels, namespace }) => namespace === cluster.namespace && labels[bootstrapLabel] === cluster.name)
    .flatMap(requestsOf);
}

/** What indices that a request makes or describes will have. */
export interface Replicas {
  /** Copies beside the first; undefined: nothing is said, which is one. */
  readonly count: number | undefined;
  /** `number_of_replicas: 2`. */
  readonly seen: string;
}

/** Undefined for requests that are about no indices, and when the count follows the nodes or comes from another template. */
export function replicasOf({ target, body }: BootstrapRequest): Replicas | undefined {
  if (target.startsWith("/_ilm/policy/")) return ofPolicy(body);
  const settings = settingsOf(target, body);
  if (settings === undefined) return undefined;
  const flat = flatSettings(settings);
  const get = (name: string): unknown => flat.get(`index.${name}`) ?? flat.get(name);
  const expands = get("auto_expand_replicas");
  if (expands !== undefined && readFlag(expands) !== false) return undefined;
  const written = get("number_of_replicas");
  if (written !== undefined) return replicas(written);
  const composed = at(body, "composed_of");
  const alone = !Array.isArray(composed) || composed.length === 0;
  return target.startsWith("/_index_template/") && alone
    ? { count: undefined, seen: "no number_of_replicas" }
    : undefined;
}

function settingsOf(target: string, body: Fields): unknown {
  if (/^\/_(index|component)_template\//.test(target)) return at(body, "template", "settings") ?? {};
  if (target.startsWith("/_template/")) return at(body, "settings");
  // An index itself, or its settings.
  if (/^\/[^_/][^/]*$/.test(target)) return at(body, "settings");
  return /^\/[^_/][^/]*\/_settings$/.test(target) ? (at(body, "settings") ?? body) : undefined;
}

/** The most that any phase of a policy asks for. */
function ofPolicy(body: Fields): Replicas | undefined {
  const all = Object.values(fieldsAt(body, "policy", "phases") ?? {})
    .map((phase) => at(phase, "actions", "allocate", "number_of_replicas"))
    .flatMap((written) => replicas(written) ?? []);
  return all.toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0))[0];
}

function replicas(written: unknown): Replicas | undefined {
  const count = typeof written === "string" && /^\d{1,9}$/.test(written) ? Number(written) : written;
  if (typeof count !== "number" || !Number.isSafeInteger(count) || count < 0) return undefined;
  return { count, seen: `number_of_replicas: ${count}` };
}

/** Type of a snapshot repository, `s3`; undefined for requests about something else. */
export function repositoryOf({ target, body }: BootstrapRequest): { name: string; type: string } | undefined {
  const name = /^\/_snapshot\/([^/]+)$/.exec(target)?.[1];
  const type = textAt(body, "type");
  return name === undefined || type === undefined || !isFields(body) ? undefined : { name, type };
}
