// SPDX-License-Identifier: Apache-2.0

// How values travel between a program and the engine: objects with a signature key stand for what JSON cannot say.
// @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const unknownOnTheWire = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What a value reads as that a preview does not know yet. */
export const unknown = "<unknown>";

export interface Decoded {
  readonly value: Record<string, unknown>;
  /** Dotted places of the values that are secret. */
  readonly secrets: string[];
}

/** Properties as the program meant them: secrets opened and listed, unknowns named, references to resources as URNs. */
export function decode(properties: Record<string, unknown>): Decoded {
  const secrets: string[] = [];
  return { value: open(properties, "", secrets) as Record<string, unknown>, secrets };
}

/** A secret value for an answer of the engine. */
export function secret(value: unknown): Record<string, unknown> {
  return { [signature]: secretSignature, value };
}

function open(value: unknown, place: string, secrets: string[]): unknown {
  if (value === unknownOnTheWire) return unknown;
  if (typeof value !== "object" || value === null) return value;
  const inner = (key: string): string => (place === "" ? key : `${place}.${key}`);
  if (Array.isArray(value)) return value.map((item, index) => open(item, inner(String(index)), secrets));
  const object = value as Record<string, unknown>;
  switch (object[signature]) {
    case secretSignature:
      secrets.push(place);
      return open(object["value"], place, secrets);
    case resourceSignature:
      return object["urn"];
    case outputSignature:
      if (object["secret"] === true) secrets.push(place);
      return "value" in object ? open(object["value"], place, secrets) : unknown;
    default:
      return Object.fromEntries(Object.entries(object).map(([key, item]) => [key, open(item, inner(key), secrets)]));
  }
}
