// SPDX-License-Identifier: Apache-2.0
import { type Fields, fieldsAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import { fieldsIn, type Found } from "./facts.ts";

/** The claims of an object: itself, those that its pods bring along, those that a StatefulSet makes. */
export function claimsOf(manifest: Manifest): Found<Fields>[] {
  const { kind, group, value, pod } = manifest;
  const specOf = (found: Found<Fields>, ...path: readonly string[]): Found<Fields>[] => {
    const spec = fieldsAt(found.value, ...path);
    return spec === undefined ? [] : [{ value: spec, path: [...found.path, ...path] }];
  };
  if (kind === "PersistentVolumeClaim" && group === "") return specOf({ value, path: [] }, "spec");
  const volumes = pod === undefined ? [] : fieldsIn(pod.spec, pod.path, "volumes");
  const templates = kind === "StatefulSet" ? fieldsIn(value, [], "spec", "volumeClaimTemplates") : [];
  return [
    ...volumes.flatMap((volume) => specOf(volume, "ephemeral", "volumeClaimTemplate", "spec")),
    ...templates.flatMap((template) => specOf(template, "spec")),
  ];
}
