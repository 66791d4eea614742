// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../../../model/light.ts";
import { Unresolved, type Written, type WrittenSpec } from "../../definition.ts";
import { type Collector, membersOf, take } from "../collect.ts";
import { isRecord } from "../reading.ts";
import { isTemplate, resolve, type Scope } from "./template.ts";
import { asPython } from "./words.ts";

/** What a list of flavors has around it. */
interface Around {
  /** Extra specs for those that have none of their own. */
  readonly specs?: Written | undefined;
  readonly access?: Written | undefined;
  /** What the role puts in for a missing disk. */
  readonly disk?: number | undefined;
}

/** `[{name, vcpus, ram, …}]` of a variable, one definition each; those that shall be absent are left out. */
export function addList(list: unknown, path: Path, scope: Scope, collector: Collector, around: Around = {}): void {
  for (const [flavor, at] of collector.records(list, path)) {
    const values = new Map<string, Written>();
    for (const [key, written] of membersOf(flavor, at)) {
      const known = resolve(written, scope);
      if (known) values.set(key, known);
    }
    if (values.get("state")?.value === "absent") continue;
    const own = take(values, "extra_specs");
    const written = own ?? around.specs;
    const open = written?.value instanceof Unresolved;
    // The role shares private flavors only.
    if (around.access && values.get("public")?.value === false) values.set("access", around.access);
    // One project may stand without a list.
    const project = values.get("project");
    if (typeof project?.value === "string") values.set("project", { ...project, value: [project.value] });
    collector.add({
      path: at,
      values,
      specs: open ? [] : specsOf(collector, written, scope),
      specsPath: own && !open ? own.path : [...at, "extra_specs"],
      ...(open ? { openSpecs: written } : {}),
      ...(around.disk === undefined ? {} : { defaults: { disk: { value: around.disk, path: [...at, "disk"] } } }),
    });
  }
}

/** Groups of OpenStack-Ansible: flavors in `specs`, what they have in common beside it. */
export function addGroups(groups: unknown, path: Path, scope: Scope, collector: Collector): void {
  for (const [group, at] of collector.records(groups, path)) {
    const members = membersOf(group, at);
    const shared = members.get("extra_specs");
    const access = members.get("access");
    const specs = members.get("specs");
    if (specs === undefined) continue;
    const listed = resolve(specs, scope);
    if (!listed || listed.value instanceof Unresolved) continue;
    addList(listed.value, listed.path, scope, collector, {
      disk: 0,
      specs: shared && resolve(shared, scope),
      access: access && { ...access, value: projectsOf(access.value) },
    });
  }
}

/** `[{project: name, state: present}]` → names of those that get access. */
function projectsOf(access: unknown): unknown {
  if (!Array.isArray(access)) return access;
  return access
    .filter((entry: unknown) => !isRecord(entry) || entry["state"] !== "absent")
    .map((entry: unknown) => (isRecord(entry) ? entry["project"] : entry));
}

function specsOf(collector: Collector, written: Written | undefined, scope: Scope): WrittenSpec[] {
  return collector
    .specs(written)
    .map((spec) => asPython(isTemplate(spec.value) ? { ...spec, ...(resolve(spec, scope) ?? spec) } : spec));
}
