// SPDX-License-Identifier: Apache-2.0
import { ApiObject } from "cdk8s";
import type { Construct, IConstruct } from "constructs";
import { type Fields, findManifestProblems, Manifest, type ManifestSettings } from "../../manifests/index.ts";
import { defaultGuardRails, type Finding, type GuardRails } from "../../model/light.ts";
import { dataRules } from "./data-rules.ts";

export interface CheckedOptions {
  /** What the organizers set. @default - what holds everywhere */
  readonly guardRails?: Partial<GuardRails> | undefined;
  /** Licence of Elastic's stack. @default "basic" */
  readonly license?: "basic" | "enterprise" | undefined;
}

/** Key of the root's context that holds the objects of the last synth, or of the cluster: what cannot be changed is compared with them. */
export const earlierObjects = "bivouac:earlier";

/** Key of the root's context that holds what stands in the namespace besides: quota, limit range. */
export const objectsAround = "bivouac:around";

/**
 * Checks at synth what `construct` made, as it will be written, together with all other objects of its tree: topics with their cluster,
 * users with their topics, claims with the quota. An error is a fault of the construct; warnings are among the findings of
 * `renderManifests`, and of `dataFindings`.
 */
export function checkedData(construct: Construct, options: CheckedOptions = {}): void {
  construct.node.addMetadata(checked, options);
  construct.node.addValidation({
    validate: () =>
      findingsBelow(construct, options)
        .filter(({ severity }) => severity === "error")
        .map(({ code, path, message, hint }) => `${code} ${path}: ${message}${hint === undefined ? "" : `: ${hint}`}`),
  });
}

const checked = "bivouac:checked";

/** Everything that the rules say of data services below `scope`, warnings too, each with its construct in `path`. */
export function dataFindings(scope: IConstruct): Finding[] {
  return scope.node.findAll().flatMap((construct) => {
    const options = construct.node.metadata.find(({ type }) => type === checked)?.data as CheckedOptions | undefined;
    return options === undefined ? [] : findingsBelow(construct, options);
  });
}

function findingsBelow(scope: IConstruct, { guardRails, license }: CheckedOptions): Finding[] {
  const own = new Set(objectsOf(scope));
  const byManifest = new Map<Manifest, ApiObject>();
  const manifests: Manifest[] = [];
  for (const object of objectsOf(scope.node.root)) {
    const manifest = written(object);
    if (manifest === undefined) continue;
    byManifest.set(manifest, object);
    manifests.push(manifest);
  }
  const settings: Partial<ManifestSettings> = {
    ...(license === undefined ? {} : { license }),
    ...(guardRails === undefined ? {} : { guardRails: { ...defaultGuardRails, ...guardRails } }),
  };
  const found = findManifestProblems(manifests, {
    rules: dataRules,
    settings,
    earlier: contextObjects(scope, earlierObjects),
    around: contextObjects(scope, objectsAround),
  });
  return found.flatMap(({ finding, owner }) => {
    const object = owner instanceof Manifest ? byManifest.get(owner) : undefined;
    if (object === undefined || !own.has(object)) return [];
    const { code, severity, message, path = "", seen, allowed, hint } = finding;
    return [{ code, severity, message, path: `${object.node.path} ${path}`.trim(), seen, allowed, hint }];
  });
}

function objectsOf(scope: IConstruct): ApiObject[] {
  return scope.node.findAll().filter((each) => ApiObject.isApiObject(each));
}

/** What cannot be written is told by the rendering itself. */
function written(object: ApiObject): Manifest | undefined {
  try {
    return new Manifest(object.toJson() as Fields);
  } catch {
    return undefined;
  }
}

function contextObjects(scope: IConstruct, key: string): readonly Fields[] {
  const found: unknown = scope.node.tryGetContext(key);
  return Array.isArray(found) ? (found as readonly Fields[]) : [];
}
