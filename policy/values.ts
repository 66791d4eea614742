// SPDX-License-Identifier: Apache-2.0

/** How Pulumi writes a secret into JSON (pulumi/sdk/go/common/resource/sig); the reader looks no further. */
const signature = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";

/** Properties of a resource as plain data: each secret a mark that says which one it was. */
export interface PlainValues {
  readonly value: unknown;
  readonly secrets: readonly unknown[];
  /** Where the secrets are, as `wordOf` says it. */
  readonly places: ReadonlySet<string>;
}

/**
 * Takes properties out of what the SDK wraps them in: it throws when an unknown value is read, and we want to know which one is.
 * @param hidden places of values that are secret although the SDK does not say so
 */
export function plainValues(properties: unknown, hidden: ReadonlySet<string> = new Set()): PlainValues {
  const secrets: unknown[] = [];
  const places = new Set<string>();
  const take = (value: unknown, path: readonly string[]): unknown => {
    if (isSecret(value) || hidden.has(wordOf(path))) {
      places.add(wordOf(path));
      return { [signature]: secret, ciphertext: String(secrets.push(value) - 1) };
    }
    if (typeof value !== "object" || value === null) return value;
    const members = Object.keys(value).map((key) => [key, take(ownOf(value, key), [...path, key])] as const);
    return Array.isArray(value) ? members.map(([, one]) => one) : Object.fromEntries(members);
  };
  return { value: take(properties, []), secrets, places };
}

/** The same with the secrets at their places again. */
export function withSecrets(value: unknown, secrets: readonly unknown[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => withSecrets(one, secrets));
  if (ownOf(value, signature) === secret) return secrets[Number(ownOf(value, "ciphertext"))];
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withSecrets(one, secrets)]));
}

function wordOf(path: readonly string[]): string {
  return JSON.stringify(path);
}

/** Read past the SDK's proxy, which traps only `get`. */
function ownOf(value: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

/** The SDK's own wrapper. Its class comes from the pack's SDK, which may be another copy than ours. */
function isSecret(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value)?.constructor?.name === "Secret";
}
