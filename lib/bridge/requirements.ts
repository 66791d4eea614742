// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import { ApiObject } from "cdk8s";
import { groupOf, type Rendered } from "./render.ts";

export interface Requirements {
  /** Must be there first, in this chart or in another one of the App. */
  readonly objects: readonly ApiObject[];
  /** The object's Namespace, when the chart makes it. */
  readonly namespace?: ApiObject | undefined;
}

/**
 * What each object needs, in an order in which they can be made.
 * @throws RunError when objects need each other in a circle.
 */
export function requirements(rendered: readonly Rendered[]): ReadonlyMap<Rendered, Requirements> {
  const own = new Map(rendered.map((each) => [each.construct, each]));
  const needs = new Map(rendered.map((each) => [each.construct, requirementsOf(each, rendered)]));
  const ordered = new Map<Rendered, Requirements>();
  const visit = (each: Rendered, above: readonly Rendered[]): void => {
    if (ordered.has(each)) return;
    if (above.includes(each)) {
      const circle = [...above.slice(above.indexOf(each)), each].map(({ construct }) => construct.node.path);
      throw new pulumi.RunError(`BV619 objects need each other in a circle: ${circle.join(" → ")}`);
    }
    const needed = needs.get(each.construct) as Requirements;
    for (const object of needed.objects) {
      const inside = own.get(object);
      if (inside) visit(inside, [...above, each]);
    }
    ordered.set(each, needed);
  };
  for (const each of rendered) visit(each, []);
  return ordered;
}

function requirementsOf({ construct, manifest }: Rendered, rendered: readonly Rendered[]): Requirements {
  const namespace = rendered.find(
    ({ manifest: other }) =>
      other.kind === "Namespace" && other.apiVersion === "v1" && other.metadata.name === manifest.metadata.namespace,
  );
  const definition = rendered.find(({ manifest: other }) => defines(other, manifest));
  const objects = new Set(construct.node.dependencies.filter((each) => ApiObject.isApiObject(each)));
  for (const needed of [namespace, definition])
    if (needed && needed.construct !== construct) objects.add(needed.construct);
  return { objects: [...objects], namespace: namespace?.construct };
}

function defines(definition: Rendered["manifest"], manifest: Rendered["manifest"]): boolean {
  const spec =
    definition.kind === "CustomResourceDefinition"
      ? (definition["spec"] as { group?: string; names?: { kind?: string } } | undefined)
      : undefined;
  return spec !== undefined && spec.group === groupOf(manifest.apiVersion) && spec.names?.kind === manifest.kind;
}
