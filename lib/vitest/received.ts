// SPDX-License-Identifier: Apache-2.0
import { type Fields, isFields, Manifest } from "../manifests/index.ts";

/**
 * Manifests as tests have them: one object, a list of objects (such as cdk8s's `Testing.synth(chart)` gives), or manifests of a reader.
 * Lists of kind `List` are opened.
 * @throws TypeError
 */
export function receivedManifests(received: unknown, matcher: string): Manifest[] {
  if (received instanceof Manifest) return [received];
  if (Array.isArray(received)) return received.flatMap((each: unknown) => receivedManifests(each, matcher));
  if (!isFields(received)) throw new TypeError(`${matcher} wants Kubernetes objects: one, a list, or a chart's synth`);
  return opened(received).map((value) => new Manifest(value));
}

/** The items of a `List`, else the object itself. */
function opened(value: Fields): Fields[] {
  return value.kind === "List" && Array.isArray(value.items) ? value.items.filter(isFields) : [value];
}
