// SPDX-License-Identifier: Apache-2.0
import type { Path, SourceDocument } from "../../model/light.ts";
import { type FlavorDefinition, Unresolved, type Written, type WrittenSpec } from "../definition.ts";
import { Collector, type Vocabulary } from "./collect.ts";
import { isRecord, type Reading } from "./reading.ts";

type Data = Readonly<Record<string, unknown>>;

const flavorType = "openstack_compute_flavor_v2";
const accessType = "openstack_compute_flavor_access_v2";

const words: Vocabulary = {
  format: "terraform-json",
  fields: {
    name: "name",
    flavor_id: "id",
    vcpus: "vcpus",
    ram: "ram",
    disk: "disk",
    ephemeral: "ephemeral",
    swap: "swap",
    rx_tx_factor: "rxtx_factor",
    is_public: "is_public",
    description: "description",
    access: "access",
  },
  ignored: ["id", "region", "extra_specs", "timeouts"],
  specs: "extra_specs",
  blankIsAbsent: true,
};

/** A resource of the state, or as the plan would leave it. */
interface Resource {
  readonly address: string;
  readonly values: Data;
  /** Path of the values. */
  readonly path: Path;
  /** What only the apply knows, and its path: `true`, or a map of such. */
  readonly unknown: Data;
  readonly unknownPath: Path;
}

/** `terraform show -json` of a state or of a plan; of a plan, what it would leave. */
export function readTerraformJson(document: SourceDocument): Reading {
  const collector = new Collector(document, words);
  const { value } = document;
  if (!isRecord(value)) return collector;
  const changes = changesOf(value["resource_changes"]);
  const root = isRecord(value["planned_values"]) ? "planned_values" : "values";
  const state = value[root];
  const flavors: Resource[] = [];
  const accesses: Resource[] = [];
  if (isRecord(state))
    for (const [data, path] of resourcesOf(state["root_module"], [root, "root_module"])) {
      const found = resourceOf(data, path, changes);
      if (found) (data["type"] === flavorType ? flavors : accesses).push(found);
    }
  const grants = grantsOf(accesses);
  for (const flavor of flavors) collector.add(draftOf(flavor, grants));
  // Without a name, Terraform's address says which.
  const definitions = collector.definitions.map((definition, index): FlavorDefinition => {
    const name = definition.fields.get("name")?.value;
    const address = flavors[index]?.address;
    return typeof name === "string" || address === undefined ? definition : { ...definition, subject: address };
  });
  return { definitions, findings: collector.findings };
}

/** The changes of a plan by address; their position is part of the path. */
function changesOf(changes: unknown): ReadonlyMap<string, readonly [Data, Path]> {
  const made = new Map<string, readonly [Data, Path]>();
  for (const [index, change] of (Array.isArray(changes) ? (changes as unknown[]) : []).entries()) {
    const after = isRecord(change) && isRecord(change["change"]) ? change["change"]["after_unknown"] : undefined;
    if (isRecord(change) && isRecord(after))
      made.set(String(change["address"]), [after, ["resource_changes", index, "change", "after_unknown"]]);
  }
  return made;
}

/** Flavors and grants of a module and of those in it. */
function* resourcesOf(module: unknown, path: Path): Iterable<readonly [Data, Path]> {
  if (!isRecord(module)) return;
  const resources: readonly unknown[] = Array.isArray(module["resources"]) ? module["resources"] : [];
  for (const [index, each] of resources.entries())
    if (isRecord(each) && each["mode"] !== "data" && (each["type"] === flavorType || each["type"] === accessType))
      yield [each, [...path, "resources", index]];
  const children: readonly unknown[] = Array.isArray(module["child_modules"]) ? module["child_modules"] : [];
  for (const [index, child] of children.entries()) yield* resourcesOf(child, [...path, "child_modules", index]);
}

function resourceOf(data: Data, path: Path, changes: ReturnType<typeof changesOf>): Resource | undefined {
  if (!isRecord(data["values"])) return undefined;
  const address = String(data["address"]);
  const [unknown, unknownPath] = changes.get(address) ?? [{}, path];
  return { address, values: data["values"], path: [...path, "values"], unknown, unknownPath };
}

interface Grants {
  /** Flavor's id → projects. */
  readonly of: ReadonlyMap<string, readonly unknown[]>;
  /** A grant to a flavor that has no id yet. */
  readonly later?: string | undefined;
}

function grantsOf(accesses: readonly Resource[]): Grants {
  const of = new Map<string, unknown[]>();
  let later: string | undefined;
  for (const { address, values, unknown } of accesses) {
    const id = values["flavor_id"];
    const project = unknown["tenant_id"] === true ? new Unresolved(`${address}.tenant_id`) : values["tenant_id"];
    if (typeof id !== "string" || unknown["flavor_id"] === true) later ??= `${address}.flavor_id`;
    else {
      const projects = of.get(id) ?? [];
      projects.push(project);
      of.set(id, projects);
    }
  }
  return { of, later };
}

function draftOf(flavor: Resource, grants: Grants): Parameters<Collector["add"]>[0] {
  const { values, path, unknown, unknownPath } = flavor;
  const written = new Map<string, Written>();
  for (const [key, value] of Object.entries(values)) {
    // The provider writes its default into the state: nobody asked for it.
    if (key === "rx_tx_factor" && value === 1) continue;
    written.set(key, { value, path: [...path, key] });
  }
  for (const [key, value] of Object.entries(unknown))
    // An id that nobody chose is always made by the apply.
    if (value === true && key !== "flavor_id")
      written.set(key, { value: new Unresolved("known after apply"), path: [...unknownPath, key] });
  const access = accessOf(flavor, grants);
  if (access) written.set("access", access);
  return { path, values: written, specsPath: [...path, "extra_specs"], ...specsOf(flavor) };
}

function specsOf({ values, path, unknown, unknownPath }: Resource): {
  readonly specs: readonly WrittenSpec[];
  readonly openSpecs?: Written;
} {
  const specs = new Map<string, WrittenSpec>();
  const known = values["extra_specs"];
  const later = unknown["extra_specs"];
  if (isRecord(known))
    for (const [key, value] of Object.entries(known))
      specs.set(key, { key, value, path: [...path, "extra_specs", key] });
  if (isRecord(later))
    for (const [key, value] of Object.entries(later))
      if (value === true)
        specs.set(key, { key, value: new Unresolved("known after apply"), path: [...unknownPath, "extra_specs", key] });
  return {
    specs: [...specs.values()],
    ...(later === true
      ? { openSpecs: { value: new Unresolved("known after apply"), path: [...unknownPath, "extra_specs"] } }
      : {}),
  };
}

function accessOf({ values, path }: Resource, { of, later }: Grants): Written | undefined {
  const id = values["flavor_id"] ?? values["id"];
  const projects = typeof id === "string" ? of.get(id) : undefined;
  if (projects) return { value: projects, path };
  return id === undefined && later !== undefined && values["is_public"] !== true
    ? { value: new Unresolved(later), path }
    : undefined;
}
