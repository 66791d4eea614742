// SPDX-License-Identifier: Apache-2.0
import { ApiObject, Chart } from "cdk8s";
import type { IConstruct } from "constructs";

/**
 * All objects below `scope`: what others depend on first, else in the order they were made. A dependency of one construct on another
 * holds for every object in it. One walk of the tree, where cdk8s needs one for each chart.
 */
export function orderedObjects(scope: IConstruct): ApiObject[] {
  const objects = objectsOf(scope);
  const inside = new Set(objects);
  const needs = new Map<ApiObject, Set<ApiObject>>(objects.map((object) => [object, new Set()]));
  for (const construct of scope.node.findAll()) {
    // A chart inside a chart goes first, as in cdk8s.
    const nested = Chart.isChart(construct)
      ? (construct as IConstruct).node.children.filter((child) => Chart.isChart(child))
      : [];
    const targets = [...construct.node.dependencies, ...nested]
      .flatMap(ownObjects)
      .filter((object) => inside.has(object));
    for (const source of targets.length === 0 ? [] : ownObjects(construct)) {
      for (const target of targets) if (target !== source) needs.get(source)?.add(target);
    }
  }
  const ordered = new Set<ApiObject>();
  for (const object of objects) visit(object, needs, ordered, []);
  return [...ordered];
}

function visit(
  object: ApiObject,
  needs: ReadonlyMap<ApiObject, ReadonlySet<ApiObject>>,
  ordered: Set<ApiObject>,
  above: readonly ApiObject[],
): void {
  if (ordered.has(object)) return;
  if (above.includes(object)) {
    const circle = [...above.slice(above.indexOf(object)), object].map((each) => each.node.path);
    throw new Error(`objects depend on each other in a circle: ${circle.join(" → ")}`);
  }
  for (const target of needs.get(object) ?? []) visit(target, needs, ordered, [...above, object]);
  ordered.add(object);
}

function objectsOf(construct: IConstruct): ApiObject[] {
  return construct.node.findAll().filter((each) => ApiObject.isApiObject(each));
}

// Objects of charts further down are those charts' own.
function ownObjects(construct: IConstruct): ApiObject[] {
  const chart = closestChart(construct);
  return objectsOf(construct).filter((object) => chart === undefined || object.chart === chart);
}

function closestChart(construct: IConstruct): IConstruct | undefined {
  return construct.node.scopes.findLast((scope) => Chart.isChart(scope));
}
