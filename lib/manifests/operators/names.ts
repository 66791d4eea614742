// SPDX-License-Identifier: Apache-2.0
import { numberAt } from "../fields.ts";
import { kindOf } from "../set.ts";
import type { Made } from "./made.ts";

/** The derived name that has the least room left. */
export interface NameBudget {
  /** `StatefulSet.apps search-es-all`: the object. */
  readonly subject: string;
  /** What becomes too long: the object's name, or that of a label value made from it. */
  readonly name: string;
  readonly limit: number;
  readonly source: string;
}

/**
 * Of all that is made, the name that is the longest when measured by its limit. A Service is a DNS label; a StatefulSet's name is a label
 * value of its pods twice: with the ordinal, and with the ten digits of a revision.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export function longestName(made: readonly Made[]): NameBudget | undefined {
  return made.map(budgetOf).toSorted((a, b) => room(a) - room(b))[0];
}

export function budgetOf({ manifest, source }: Made): NameBudget {
  const { name, kind, value } = manifest;
  const subject = `${kindOf(manifest)} ${name}`;
  if (kind === "StatefulSet") {
    const ordinal = String(Math.max(0, (numberAt(value, "spec", "replicas") ?? 1) - 1));
    const suffix = ordinal.length > 10 ? ordinal : "0123456789";
    return { subject, name: `${name}-${suffix}`, limit: 63, source };
  }
  // Deployments: of a name that leaves no room for what makes it unique, Kubernetes cuts off the end.
  return { subject, name, limit: kind === "Service" || kind === "Pod" ? 63 : 253, source };
}

function room({ name, limit }: NameBudget): number {
  return limit - name.length;
}
