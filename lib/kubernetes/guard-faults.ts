// SPDX-License-Identifier: Apache-2.0
import { ApiObject } from "cdk8s";
import type { IConstruct } from "constructs";
import { lintManifests, rules } from "../manifests/index.ts";
import { defaultGuardRails, type GuardRails } from "../model/light.ts";

export interface KeepGuardRailsOptions {
  /** What the organizers set. @default - what holds everywhere */
  readonly guardRails?: Partial<GuardRails> | undefined;
}

// What the apiserver or the organizers' admission would refuse; arithmetic and practice need the objects around.
const guards = rules.filter(({ id }) => id.startsWith("PS") || id.startsWith("AG"));

const kept = new WeakSet<IConstruct>();

/**
 * Checks every object below `scope` at synth, as it will be written, with all patches and overrides: what Pod Security `restricted` or the
 * organizers' admission would refuse is a fault of the construct. For a team's own chart; WebService and ReverseProxy do it themselves.
 */
export function keepGuardRails(scope: IConstruct, options: KeepGuardRailsOptions = {}): void {
  kept.add(scope);
  scope.node.addValidation({
    validate: () => objectsBelow(scope).flatMap((object) => faultsOf(object, scope, options)),
  });
}

function objectsBelow(scope: IConstruct): ApiObject[] {
  return scope.node.children.flatMap((child) =>
    kept.has(child) ? [] : [...(ApiObject.isApiObject(child) ? [child] : []), ...objectsBelow(child)],
  );
}

function faultsOf(object: ApiObject, scope: IConstruct, { guardRails }: KeepGuardRailsOptions): string[] {
  let manifest: Readonly<Record<string, unknown>>;
  try {
    manifest = object.toJson() as Readonly<Record<string, unknown>>;
  } catch {
    return []; // Told by the rendering itself.
  }
  const settings = guardRails === undefined ? {} : { guardRails: { ...defaultGuardRails, ...guardRails } };
  const place = object.node.path.slice(scope.node.path.length + 1);
  return lintManifests([manifest], { rules: guards, settings })
    .filter(({ severity }) => severity === "error")
    .map(
      ({ code, path, message, hint }) =>
        `${code} ${place} ${path ?? ""}: ${message}${hint === undefined ? "" : `: ${hint}`}`,
    );
}
