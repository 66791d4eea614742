// SPDX-License-Identifier: Apache-2.0
import type { Path, SourceDocument } from "../../model/light.ts";
import { addGroups } from "./ansible/lists.ts";
import { addTasks, hasTasks, scopeOf } from "./ansible/tasks.ts";
import { groupWords, taskWords } from "./ansible/words.ts";
import { Collector } from "./collect.ts";
import { isRecord, type Reading } from "./reading.ts";

/** Lists of groups in a file of variables: `openstack_user_compute.flavors`, or any variable whose items have `specs`. */
export function groupsIn(value: unknown): readonly { readonly list: readonly unknown[]; readonly path: Path }[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, variable]) => {
    if (hasSpecs(variable)) return [{ list: variable, path: [name] }];
    const inner = isRecord(variable) ? variable["flavors"] : undefined;
    return hasSpecs(inner) ? [{ list: inner, path: [name, "flavors"] }] : [];
  });
}

/**
 * Ansible: tasks of `openstack.cloud.compute_flavor` in plays, roles and blocks, loops over lists of the same file followed;
 * and the lists of OpenStack-Ansible.
 */
export function readAnsible(document: SourceDocument): Reading {
  const { value } = document;
  const groups = groupsIn(value);
  const collector = new Collector(document, groups.length > 0 && !hasTasks(value) ? groupWords : taskWords);
  const scope = scopeOf(value, []);
  for (const { list, path } of groups) addGroups(list, path, scope, collector);
  addTasks(value, [], scope, collector);
  return collector;
}

function hasSpecs(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.some((item) => isRecord(item) && Array.isArray(item["specs"]));
}
