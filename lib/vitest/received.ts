// SPDX-License-Identifier: Apache-2.0
import { type Fields, isFields, Manifest, readManifests } from "../manifests/index.ts";
import { findingLine } from "./result.ts";

/**
 * Manifests as tests have them: YAML or JSON text, one object, a list of objects (such as cdk8s's `Testing.synth(chart)` gives), or
 * manifests of the reader. Objects of kind `List` are opened.
 * @throws TypeError for what is none of these; Error for a text that cannot be read, as then nothing is proved
 */
export function receivedManifests(received: unknown, matcher: string): Manifest[] {
  if (received instanceof Manifest) return [received];
  if (typeof received === "string") return written(received, matcher);
  if (Array.isArray(received)) return received.flatMap((each: unknown) => receivedManifests(each, matcher));
  if (!isFields(received))
    throw new TypeError(`${matcher} wants Kubernetes objects: YAML text, one object, a list, or a chart's synth`);
  return opened(received).map((value) => new Manifest(value));
}

function written(text: string, matcher: string): Manifest[] {
  const { manifests, findings } = readManifests(text, "manifests.yaml");
  const bad = findings.filter(({ severity }) => severity === "error");
  if (bad.length > 0) throw new Error([`${matcher} cannot read the text:`, ...bad.map(findingLine)].join("\n"));
  return [...manifests];
}

/** The items of a `List`, else the object itself. */
function opened(value: Fields): Fields[] {
  return value["kind"] === "List" && Array.isArray(value["items"]) ? value["items"].filter(isFields) : [value];
}
