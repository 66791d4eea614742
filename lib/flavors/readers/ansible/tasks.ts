// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../../../model/light.ts";
import { Unresolved, type Written } from "../../definition.ts";
import { type Collector, membersOf, take } from "../collect.ts";
import { isRecord } from "../reading.ts";
import { isTemplate, resolve, type Scope } from "./template.ts";
import { asPython, taskWords } from "./words.ts";

/** The module under its names since Ansible 2.0. */
const modules = [
  "openstack.cloud.compute_flavor",
  "compute_flavor",
  "openstack.cloud.os_nova_flavor",
  "os_nova_flavor",
] as const;

/** Keys of plays and blocks that hold tasks. */
const holders = ["tasks", "pre_tasks", "post_tasks", "handlers", "block", "rescue", "always"];

/** A list in the file may be looped over by many tasks. */
const mostDefinitions = 100_000;

type Data = Readonly<Record<string, unknown>>;

/** True when a task of the module is somewhere in the plays, blocks and tasks. */
export function hasTasks(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((item) => isRecord(item) && hasTasks(item));
  return (
    isRecord(value) &&
    (modules.some((name) => value[name] !== undefined) ||
      holders.some((key) => Array.isArray(value[key]) && hasTasks(value[key])))
  );
}

/** Adds the flavors of all tasks below, in their order. */
export function addTasks(value: unknown, path: Path, scope: Scope, collector: Collector): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries() as ArrayIterator<[number, unknown]>)
      if (isRecord(item)) addTasks(item, [...path, index], scope, collector);
    return;
  }
  if (!isRecord(value)) return;
  const inner = scopeOf(value["vars"], [...path, "vars"], scope);
  for (const name of modules) {
    if (value[name] === undefined) continue;
    const at = [...path, name];
    const args = value[name];
    if (isRecord(args)) addTask(args, at, value, path, inner, collector);
    else collector.fault(at, "arguments of the module must be a map", { seen: args });
  }
  for (const key of holders) if (Array.isArray(value[key])) addTasks(value[key], [...path, key], inner, collector);
}

/** Variables of a map over those outside. */
export function scopeOf(vars: unknown, path: Path, outer?: Scope): Scope {
  return {
    get: (name) =>
      isRecord(vars) && Object.hasOwn(vars, name) ? { value: vars[name], path: [...path, name] } : outer?.get(name),
  };
}

function addTask(args: Data, path: Path, task: Data, taskPath: Path, scope: Scope, collector: Collector): void {
  const control = task["loop_control"];
  const name = isRecord(control) && typeof control["loop_var"] === "string" ? control["loop_var"] : "item";
  for (const item of itemsOf(task, taskPath, scope)) {
    if (collector.definitions.length >= mostDefinitions) {
      collector.fault(path, "the loops make too many flavors", {
        code: "BV004",
        seen: `more than ${mostDefinitions}`,
        allowed: `at most ${mostDefinitions}`,
      });
      return;
    }
    addOne(args, path, item, { get: (one) => (one === name ? item : scope.get(one)) }, collector);
  }
}

/** What the task loops over: one undefined when it does not, one unresolved when only Ansible knows. */
function* itemsOf(task: Data, path: Path, scope: Scope): Iterable<Written | undefined> {
  const key = ["loop", "with_items", "with_list"].find((one) => task[one] !== undefined);
  const list = key === undefined ? undefined : resolve({ value: task[key], path: [...path, key] }, scope);
  if (list && Array.isArray(list.value)) {
    for (const [index, value] of list.value.entries() as ArrayIterator<[number, unknown]>)
      yield { value, path: [...list.path, index] };
  } else yield key === undefined ? undefined : { value: new Unresolved(key), path };
}

function addOne(args: Data, path: Path, item: Written | undefined, scope: Scope, collector: Collector): void {
  const values = new Map<string, Written>();
  for (const [key, written] of membersOf(args, path)) {
    const known = resolve(written, scope);
    if (known) values.set(key, known);
  }
  if (values.get("state")?.value === "absent") return;
  const looped = isRecord(item?.value);
  const specs = take(values, taskWords.specs);
  const open = specs?.value instanceof Unresolved;
  collector.add({
    path: looped && item ? item.path : path,
    values,
    specs: open ? [] : collector.specs(specs).map((spec) => asPython({ ...spec, ...known(spec, scope) })),
    specsPath: specs && !open ? specs.path : [...path, taskWords.specs],
    ...(open && specs ? { openSpecs: specs } : {}),
  });
}

function known(written: Written, scope: Scope): Written {
  return isTemplate(written.value) ? (resolve(written, scope) ?? written) : written;
}
