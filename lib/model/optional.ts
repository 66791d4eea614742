// SPDX-License-Identifier: Apache-2.0

/** `{ [key]: value }`, and nothing at all for what is not set. */
export function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}
