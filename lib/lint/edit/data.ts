// SPDX-License-Identifier: Apache-2.0
import type { FixEdit } from "../fix.ts";

type Container = Record<string | number, unknown>;

/** What an edit means for plain data. Changes it in place, gives it back; an edit of nothing leaves all as it is. */
export function editData(data: unknown, edit: FixEdit): unknown {
  const { path } = edit;
  const last = path.at(-1);
  if (last === undefined) return edit.op === "set" ? structuredClone(edit.value) : data;
  const root = isContainer(data) ? data : {};
  let holder: Container = root;
  for (const step of path.slice(0, -1)) {
    const next = holder[step];
    if (isContainer(next)) holder = next;
    else {
      if (edit.op !== "set") return root;
      const made: Container = {};
      define(holder, step, made);
      holder = made;
    }
  }
  if (edit.op === "set") define(holder, last, structuredClone(edit.value));
  else if (edit.op === "rename") {
    if (last in holder) {
      define(holder, edit.key, holder[last]);
      if (edit.key !== String(last)) Reflect.deleteProperty(holder, last);
    }
  } else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else Reflect.deleteProperty(holder, last);
  return root;
}

function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null;
}

/** A key may be `__proto__`: it is a key like any other. */
function define(holder: Container, key: string | number, value: unknown): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}
