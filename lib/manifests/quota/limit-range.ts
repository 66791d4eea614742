// SPDX-License-Identifier: Apache-2.0
import type { Quantity } from "../../model/light.ts";
import { isFields, listAt, textAt } from "../fields.ts";
import type { Manifest } from "../manifest.ts";
import { laidOver, type ResourceList, resourcesAt } from "./resource-list.ts";

// As the admission plugin LimitRanger and the defaults of the API do it:
// k8s.io/kubernetes plugin/pkg/admission/limitranger/admission.go, pkg/apis/core/v1/defaults.go.

/** One entry of a LimitRange, with the defaults that the apiserver fills in. */
export interface Limits {
  /** Name of the LimitRange. */
  readonly name: string;
  /** `Container`, `Pod`, `PersistentVolumeClaim`. */
  readonly type: string;
  readonly min: ResourceList;
  readonly max: ResourceList;
  /** Limits of containers that name none. */
  readonly defaults: ResourceList;
  /** Requests of containers that name none. */
  readonly defaultRequests: ResourceList;
  readonly ratio: ResourceList;
}

/** The entries of all LimitRanges of a namespace. */
export function limitsOf(ranges: readonly Manifest[]): readonly Limits[] {
  return ranges.flatMap((range) => listAt(range.value, "spec", "limits").flatMap((item) => limits(range.name, item)));
}

function limits(name: string, item: unknown): Limits[] {
  if (!isFields(item)) return [];
  const type = textAt(item, "type") ?? "";
  const [min, max] = [resourcesAt(item, "min"), resourcesAt(item, "max")];
  const own = { defaults: resourcesAt(item, "default"), defaultRequests: resourcesAt(item, "defaultRequest") };
  const ratio = resourcesAt(item, "maxLimitRequestRatio");
  if (type !== "Container") return [{ name, type, min, max, ...own, ratio }];
  // A limit defaults to the largest; a request to the limit, else to the least.
  const defaults = laidOver(max, own.defaults);
  const defaultRequests = laidOver(laidOver(min, defaults), own.defaultRequests);
  return [{ name, type, min, max, defaults, defaultRequests, ratio }];
}

/** What a container asks for once the defaults of all LimitRanges are filled in: the first that says something counts. */
export function withDefaults(
  requests: ResourceList,
  ownLimits: ResourceList,
  all: readonly Limits[],
): { readonly requests: ResourceList; readonly limits: ResourceList } {
  let [asked, limited] = [requests, ownLimits];
  for (const { type, defaults, defaultRequests } of all) {
    if (type !== "Container") continue;
    limited = laidOver(defaults, limited);
    asked = laidOver(defaultRequests, asked);
  }
  return { requests: asked, limits: limited };
}

/** One bound that is not kept. */
export interface Breach {
  /** Name of the LimitRange. */
  readonly range: string;
  readonly type: string;
  readonly resource: string;
  readonly bound: "min" | "max" | "ratio";
  readonly allowed: Quantity;
  /** What breaks it; absent when nothing is said. */
  readonly side: "request" | "limit";
  readonly seen: Quantity | undefined;
}

/** Bounds of one entry that these requests and limits do not keep. */
export function breaches(entry: Limits, requests: ResourceList, limited: ResourceList): Breach[] {
  const found: Breach[] = [];
  const about = { range: entry.name, type: entry.type };
  const claim = entry.type === "PersistentVolumeClaim";
  for (const [resource, allowed] of entry.min) {
    const tell = { ...about, resource, bound: "min", allowed } as const;
    const [request, limit] = [requests.get(resource), limited.get(resource)];
    if (request === undefined || request.compare(allowed) < 0) found.push({ ...tell, side: "request", seen: request });
    else if (limit !== undefined && limit.compare(allowed) < 0) found.push({ ...tell, side: "limit", seen: limit });
  }
  for (const [resource, allowed] of entry.max) {
    const tell = { ...about, resource, bound: "max", allowed } as const;
    const [request, limit] = [requests.get(resource), limited.get(resource)];
    // Claims have no limits.
    const [first, firstSide] = claim ? ([request, "request"] as const) : ([limit, "limit"] as const);
    if (first === undefined || first.compare(allowed) > 0) found.push({ ...tell, side: firstSide, seen: first });
    else if (request !== undefined && request.compare(allowed) > 0)
      found.push({ ...tell, side: "request", seen: request });
  }
  if (claim) return found;
  for (const [resource, allowed] of entry.ratio) {
    const tell = { ...about, resource, bound: "ratio", allowed } as const;
    const [request, limit] = [requests.get(resource), limited.get(resource)];
    if (request === undefined || request.isZero) found.push({ ...tell, side: "request", seen: request });
    else if (limit === undefined || limit.isZero) found.push({ ...tell, side: "limit", seen: limit });
    else if (limit.nanos * 10n ** 9n > allowed.nanos * request.nanos)
      found.push({ ...tell, side: "limit", seen: limit });
  }
  return found;
}
