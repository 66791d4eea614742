// SPDX-License-Identifier: Apache-2.0
import { type Fields, listAt, textAt } from "../../manifests/index.ts";
import type { Rule } from "./asking.ts";

/** One right of a rule, by itself. */
export interface SingleRight {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  /** Empty: every object. */
  readonly names: readonly string[];
}

export function singleRights(rules: readonly Rule[]): SingleRight[] {
  return rules.flatMap(({ apiGroups = [], resources = [], verbs = [], resourceNames = [] }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) => verbs.map((verb) => ({ group, resource, verb, names: resourceNames }))),
    ),
  );
}

/** Rights over oneself, which every user of a cluster has: reviews of its own rights and identity. */
export function isSelfReview({ group, resource, verb }: SingleRight): boolean {
  return (
    verb === "create" &&
    ((group === "authorization.k8s.io" && /^selfsubject(access|rules)reviews$/.test(resource)) ||
      (group === "authentication.k8s.io" && resource === "selfsubjectreviews"))
  );
}

/** `list secrets`, `* deployments.apps`. */
export function rightInWords({ group, resource, verb, names }: SingleRight): string {
  const [plural = "", subresource] = resource.split("/", 2);
  return `${verb} ${plural}${group === "" ? "" : `.${group}`}${subresource === undefined ? "" : `/${subresource}`}${names.length === 0 ? "" : ` ${names.join(", ")}`}`;
}

/** Whether one of `granted` gives this right; wildcards in it count. */
export function isCovered({ group, resource, verb, names }: SingleRight, granted: readonly SingleRight[]): boolean {
  const fits = (pattern: string, value: string): boolean => pattern === "*" || pattern === value;
  return granted.some(
    (each) =>
      fits(each.group, group) &&
      fits(each.resource, resource) &&
      fits(each.verb, verb) &&
      (each.names.length === 0 || (names.length > 0 && names.every((name) => each.names.includes(name)))),
  );
}

/** Rules that the plan gives a ServiceAccount, by the Roles of the namespace that are bound to it. */
export function plannedRules(planned: readonly Fields[], namespace: string, serviceAccount: string): readonly Rule[] {
  const bound = new Set(
    planned
      .filter((object) => textAt(object, "kind") === "RoleBinding")
      .filter((binding) =>
        listAt(binding, "subjects").some(
          (subject) =>
            textAt(subject, "kind") === "ServiceAccount" &&
            textAt(subject, "name") === serviceAccount &&
            (textAt(subject, "namespace") ?? namespace) === namespace,
        ),
      )
      .flatMap((binding) => textAt(binding, "roleRef", "name") ?? []),
  );
  return planned
    .filter((object) => textAt(object, "kind") === "Role" && bound.has(textAt(object, "metadata", "name") ?? ""))
    .flatMap((role) => listAt(role, "rules") as readonly Rule[]);
}
