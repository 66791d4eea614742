// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { Pod } from "../../pod.ts";
import { fieldsIn, type Found } from "./facts.ts";

/** The images of containers and of volumes. */
export function podImages(pod: Pod): Found<string>[] {
  const volumes = fieldsIn(pod.spec, pod.path, "volumes").map(({ value, path }) => ({
    value: textAt(value, "image", "reference"),
    path: [...path, "image", "reference"],
  }));
  return [
    ...pod.containers.map(({ value, path }) => ({ value: textAt(value, "image"), path: [...path, "image"] })),
    ...volumes,
  ].flatMap(({ value, path }) => (value === undefined ? [] : [{ value, path }]));
}
