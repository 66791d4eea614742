// SPDX-License-Identifier: Apache-2.0
import { guardRailLabel, slug } from "../../../model/light.ts";
import type { Path } from "../../../model/light.ts";
import { type Fields, isFields, listAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { ManifestSettings } from "../../settings.ts";

/** Something of a manifest and the way to it. */
export interface Found<T> {
  readonly value: T;
  readonly path: Path;
}

/** The mappings of a list, each with its place. */
export function fieldsIn(value: unknown, base: Path, ...path: readonly string[]): Found<Fields>[] {
  return listAt(value, ...path).flatMap((each, index) =>
    isFields(each) ? [{ value: each, path: [...base, ...path, index] }] : [],
  );
}

/** The texts of a list, each with its place. */
export function textsIn(value: unknown, base: Path, ...path: readonly string[]): Found<string>[] {
  return listAt(value, ...path).flatMap((each, index) =>
    typeof each === "string" ? [{ value: each, path: [...base, ...path, index] }] : [],
  );
}

/** What the hosts of the team end in; "" when teams publish none, undefined when it is not known. */
export function hostSuffix({ guardRails, team }: ManifestSettings): string | undefined {
  if (guardRails === undefined) return undefined;
  if (guardRails.domain === undefined) return "";
  return team === undefined ? undefined : `${slug(team.team)}.${guardRails.domain}`;
}

/** The namespace that the manifest names itself, or the only one of its team. */
export function namespaceIn(manifest: Manifest, { team }: ManifestSettings): string | undefined {
  const only = team?.namespaces.length === 1 ? team.namespaces[0] : undefined;
  return textAt(manifest.value, "metadata", "namespace") ?? only;
}

/** Made by the organizers: guards that hold teams do not hold for it. */
export function isGuardRail({ labels }: Manifest): boolean {
  return labels[guardRailLabel] === "true";
}

export const routeKinds: readonly string[] = ["HTTPRoute", "GRPCRoute", "TLSRoute"].map(
  (kind) => `${kind}.gateway.networking.k8s.io`,
);
