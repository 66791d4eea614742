// SPDX-License-Identifier: Apache-2.0
import { type Path, Quantity } from "../../../model/light.ts";
import { at, type Fields, isFields, listAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";

export interface ClaimTemplate {
  readonly value: Fields;
  readonly path: Path;
  /** "" when it has none. */
  readonly name: string;
}

/** The claim templates of one set of pods. */
export interface ClaimTemplates {
  /** What they belong to, by which it is found again in the earlier object: a nodeSet's name; "" for a Logstash. */
  readonly of: string;
  /** Way to the list. */
  readonly path: Path;
  readonly claims: readonly ClaimTemplate[];
}

/** As written, without the operator's default: with `nodeSets` those of each, otherwise those of the object itself. */
export function claimTemplates({ value }: Manifest): readonly ClaimTemplates[] {
  const sets = at(value, "spec", "nodeSets");
  if (!Array.isArray(sets)) return [templatesAt("", at(value, "spec"), ["spec"])];
  return sets.flatMap((set: unknown, index) =>
    isFields(set) ? [templatesAt(textAt(set, "name") ?? "", set, ["spec", "nodeSets", index])] : [],
  );
}

function templatesAt(of: string, value: unknown, base: Path): ClaimTemplates {
  const path = [...base, "volumeClaimTemplates"];
  const claims = listAt(value, "volumeClaimTemplates").flatMap((claim, index) =>
    isFields(claim) ? [{ value: claim, path: [...path, index], name: textAt(claim, "metadata", "name") ?? "" }] : [],
  );
  return { of, path, claims };
}

export const storageSteps: readonly string[] = ["spec", "resources", "requests", "storage"];

/** Undefined when there is none, or it is no quantity. */
export function storageOf(claim: unknown): Quantity | undefined {
  return Quantity.read(at(claim, ...storageSteps));
}

/** The templates of the same set in the object as it was. */
export function earlierTemplates(earlier: Manifest, of: string): ClaimTemplates | undefined {
  return claimTemplates(earlier).find((each) => each.of === of);
}
