// SPDX-License-Identifier: Apache-2.0
import { listAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";

/** One rule of a Role or ClusterRole. */
export interface Grant {
  readonly index: number;
  readonly groups: readonly unknown[];
  readonly resources: readonly unknown[];
  readonly verbs: readonly unknown[];
}

export const roleKinds: readonly string[] = ["Role.rbac.authorization.k8s.io", "ClusterRole.rbac.authorization.k8s.io"];

export function grants({ value }: Manifest): Grant[] {
  return listAt(value, "rules").map((rule, index) => ({
    index,
    groups: listAt(rule, "apiGroups"),
    resources: listAt(rule, "resources"),
    verbs: listAt(rule, "verbs"),
  }));
}

/** Whether the rule covers `what`, by name or by `*`. */
export function covers(list: readonly unknown[], ...what: readonly string[]): boolean {
  return list.includes("*") || what.some((each) => list.includes(each));
}

/** A role for examples. */
export function sampleRole(...rules: readonly unknown[]): Readonly<Record<string, unknown>> {
  return { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", metadata: { name: "app" }, rules };
}

/** A rule for examples. */
export function sampleGrant(resource: string, verb: string, group = ""): Readonly<Record<string, unknown>> {
  return { apiGroups: [group], resources: [resource], verbs: [verb] };
}
