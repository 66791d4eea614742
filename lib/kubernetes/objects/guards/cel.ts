// SPDX-License-Identifier: Apache-2.0

// Pieces of CEL that guards share. Source: https://kubernetes.io/docs/reference/using-api/cel/

/** A literal: JSON's escapes are CEL's too. */
export function literal(value: string | readonly string[]): string {
  return JSON.stringify(value);
}

export function expressions(values: Readonly<Record<string, string>>): { name: string; expression: string }[] {
  return Object.entries(values).map(([name, expression]) => ({ name, expression }));
}

/**
 * Those who hold the teams in: they may take away the quota of the namespace. Then those who may do the same everywhere, such as
 * Kubernetes' own controllers; `kube-system` stands for everywhere, since no team has a right there.
 */
export const insiders: Readonly<Record<string, string>> = {
  administrator:
    "authorizer.group('').resource('resourcequotas').namespace(request.namespace).check('delete').allowed()",
  operator:
    "authorizer.group(request.resource.group).resource(request.resource.resource).subresource(request.?subResource.orValue(''))" +
    ".namespace('kube-system').check(request.operation.lowerAscii()).allowed()",
};

/** Requests of nobody inside. */
export const byInsider = "variables.administrator || variables.operator";

/** The object's specification or annotations differ from before: what stood there before a guard came must stay removable. */
export const changed =
  "oldObject == null || dyn(object).?spec != dyn(oldObject).?spec || " +
  "dyn(object).metadata.?annotations != dyn(oldObject).metadata.?annotations";

/** The team of the namespace; "" when its label is missing. */
export const teamOfNamespace = "namespaceObject.metadata.labels[?'bivouac.dev/team'].orValue('')";

/** The text of a list: `a, b`. */
export function joined(list: string): string {
  return `${list}.join(', ')`;
}

/** A message: texts in JSON stand as they are, expressions in between. */
export function sentence(...parts: readonly (string | { readonly cel: string })[]): string {
  return parts.map((part) => (typeof part === "string" ? literal(part) : part.cel)).join(" + ");
}

export function cel(expression: string): { readonly cel: string } {
  return { cel: expression };
}
