// SPDX-License-Identifier: Apache-2.0
import type { Person } from "../model/index.ts";

/** People who have a key, one for each id: the first of several. */
export function withKeys(people: readonly Person[]): Person[] {
  const seen = new Map<string, Person>();
  for (const person of people) {
    if (person.sshKeys.length > 0 && !seen.has(person.id)) seen.set(person.id, person);
  }
  return [...seen.values()];
}
