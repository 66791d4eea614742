// SPDX-License-Identifier: Apache-2.0
import type { Path, SourceDocument } from "../../model/light.ts";
import { addList } from "./ansible/lists.ts";
import { scopeOf } from "./ansible/tasks.ts";
import { kollaWords } from "./ansible/words.ts";
import { Collector } from "./collect.ts";
import { isRecord, type Reading } from "./reading.ts";

/**
 * Lists of flavors in variables whose name ends in `flavors` (`os_flavors`, `openstack_flavors`, `nova_flavors`), as the roles
 * of Kayobe and StackHPC take them; or the list alone.
 */
export function readKolla(document: SourceDocument): Reading {
  const collector = new Collector(document, kollaWords);
  const { value } = document;
  if (Array.isArray(value)) addList(value, [], scopeOf(undefined, []), collector);
  else for (const { list, path } of flavorListsIn(value)) addList(list, path, scopeOf(value, []), collector);
  return collector;
}

/** Variables that hold lists of flavors. */
export function flavorListsIn(value: unknown): readonly { readonly list: readonly unknown[]; readonly path: Path }[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, list]) =>
    /flavou?rs$/i.test(name) && Array.isArray(list) && list.some(isFlavor) ? [{ list, path: [name] }] : [],
  );
}

/** A map with a name and a size, perhaps merged in: enough to tell a flavor from other things. */
function isFlavor(value: unknown): boolean {
  return isRecord(value) && "name" in value && ["ram", "vcpus", "disk", "<<"].some((key) => key in value);
}
