// SPDX-License-Identifier: Apache-2.0
import type { Path, Quantity } from "../../../model/light.ts";
import { at, type Fields, fieldsAt, isFields, listAt, numberAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import { expansion } from "../../operators/index.ts";
import { resourcesAt } from "../../quota/index.ts";
import type { ManifestSet } from "../../settings.ts";
import { flatSettings, spellingOf } from "./flat-settings.ts";
import { type NodeRoles, rolesOf } from "./roles.ts";

/** One entry of `spec.nodeSets`. */
export interface NodeSet {
  readonly value: Fields;
  /** Way to it in the object. */
  readonly path: Path;
  /** "" when it has none. */
  readonly name: string;
  readonly count: number;
  readonly settings: ReadonlyMap<string, unknown>;
  readonly roles: NodeRoles;
  /** The spec of the StatefulSet that the operator makes of it, with the operator's defaults. */
  readonly made: Fields;
}

const memo = new WeakMap<Manifest, readonly NodeSet[]>();

export function nodeSetsOf(manifest: Manifest, set: ManifestSet): readonly NodeSet[] {
  let found = memo.get(manifest);
  if (found === undefined) memo.set(manifest, (found = read(manifest, set)));
  return found;
}

function read(manifest: Manifest, set: ManifestSet): readonly NodeSet[] {
  const made = expansion(manifest, set).filter((each) => each.manifest.kind === "StatefulSet");
  return listAt(manifest.value, "spec", "nodeSets")
    .map((value, index) => ({ value, path: ["spec", "nodeSets", index] }))
    .filter((each): each is { value: Fields; path: (string | number)[] } => isFields(each.value))
    .map(({ value, path }, index) => {
      const settings = flatSettings(at(value, "config"));
      return {
        value,
        path,
        name: textAt(value, "name") ?? "",
        count: wholeCount(numberAt(value, "count")),
        settings,
        roles: rolesOf(settings),
        made: fieldsAt(made[index]?.manifest.value, "spec") ?? {},
      };
    });
}

function wholeCount(count: number | undefined): number {
  return count !== undefined && Number.isSafeInteger(count) && count > 0 ? count : 0;
}

/** Nodes that are so. */
export function countNodes(sets: readonly NodeSet[], is: (roles: NodeRoles) => boolean): number {
  return sets.reduce((sum, { roles, count }) => sum + (is(roles) ? count : 0), 0);
}

export function countDataNodes(manifest: Manifest, set: ManifestSet): number {
  return countNodes(nodeSetsOf(manifest, set), ({ holdsData }) => holdsData);
}

/** Of the container that Elasticsearch runs in, the operator's defaults included. */
export function computeOf(
  { made }: NodeSet,
  which: "requests" | "limits",
  resource: "cpu" | "memory",
): Quantity | undefined {
  const main = listAt(made, "template", "spec", "containers").find((each) => textAt(each, "name") === mainContainer);
  return resourcesAt(main, "resources", which).get(resource);
}

/** Where that amount is written, or should be: `resources` of the set wins over the container's. */
export function computePath(set: NodeSet, which: "requests" | "limits", resource: "cpu" | "memory"): Path {
  const short = ["resources", which, resource];
  if (at(set.value, ...short) != null) return [...set.path, ...short];
  const container = mainOf(set);
  if (container === undefined || at(container.value, ...short) == null) return [...set.path, "resources"];
  return [...container.path, ...short];
}

/** The container of the pod template, as written. */
export function mainOf({ value, path }: NodeSet): { readonly value: Fields; readonly path: Path } | undefined {
  const steps = ["podTemplate", "spec", "containers"];
  for (const [index, each] of listAt(value, ...steps).entries())
    if (isFields(each) && each["name"] === mainContainer) return { value: each, path: [...path, ...steps, index] };
  return undefined;
}

const mainContainer = "elasticsearch";

/** Way to a setting of its configuration, however it is spelled. */
export function settingPath({ value, path }: NodeSet, setting: string): Path {
  return [...path, "config", ...(spellingOf(at(value, "config"), setting) ?? [])];
}

/** `nodeSet hot`, for messages. */
export function labelOf({ name, path }: NodeSet): string {
  return `nodeSet ${name === "" ? path.at(-1) : name}`;
}

/** `1 data node`, `3 data nodes`. */
export function amount(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
