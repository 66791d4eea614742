// SPDX-License-Identifier: Apache-2.0
import { Unresolved } from "../../definition.ts";
import type { Flavor } from "../../flavor.ts";
import type { CatalogueRule } from "../../rule.ts";

export const duplicateShape: CatalogueRule = {
  id: "FL109",
  name: "duplicate-shape",
  scope: "catalogue",
  severity: "warning",
  what: "No two flavors that the same people see have the same sizes and the same extra specs.",
  why: "They give the same VM under two names. Often the line that should make the difference (disk type, CPU class) was forgotten.",
  sources: ["flavor catalogues of public clouds"],
  *check(flavors, { settings }) {
    const first = new Map<string, Flavor>();
    for (const flavor of flavors) {
      // An old name that has a replacement may well have its size.
      if (flavor.name === undefined || Object.hasOwn(settings.replacements, flavor.name)) continue;
      const shape = shapeOf(flavor);
      if (shape === undefined) continue;
      const twin = first.get(shape);
      if (twin === undefined) first.set(shape, flavor);
      else if (twin.name !== flavor.name)
        yield {
          flavor,
          message: `the sizes and extra specs are those of ${twin.subject}`,
          at: flavor.at("name"),
          seen: flavor.subject,
          hint: "add what makes the difference, or keep one of the two",
        };
    }
  },
  failing: [
    {
      title: "two classes of disk, both without the key that tells them apart",
      flavors: [
        { name: "m2.14xlarge_cpu", vcpus: 56, ram: 458_752 },
        { name: "m2.14xlarge_cpuhdd", vcpus: 56, ram: 458_752 },
      ],
    },
    {
      title: "the order of the extra specs makes no difference",
      flavors: [
        { name: "a", extraSpecs: { "hw:cpu_policy": "dedicated", "quota:vif_inbound_average": "1" } },
        { name: "b", extraSpecs: { "quota:vif_inbound_average": "1", "hw:cpu_policy": "dedicated" } },
      ],
    },
  ],
  passing: [
    {
      title: "another aggregate",
      flavors: [
        { name: "a.ssd", extraSpecs: { "aggregate_instance_extra_specs:disk": "ssd" } },
        { name: "a.hdd", extraSpecs: { "aggregate_instance_extra_specs:disk": "hdd" } },
      ],
    },
    {
      title: "one for everybody, one for a project",
      flavors: [{ public: true }, { public: false, access: ["builds"] }],
    },
    { title: "named only: what they are is not told here", flavors: [{ existing: true }, { existing: true }] },
    {
      title: "an old name and its replacement",
      flavors: [{ name: "g3.small" }, { name: "g4.small" }],
      options: { settings: { replacements: { "g3.small": "g4.small" } } },
    },
  ],
};

/** Everything that makes a VM or its visibility, as one text; undefined when something is not known. */
function shapeOf(flavor: Flavor): string | undefined {
  const { vcpus, ram, disk, ephemeral, swap, isPublic, definition } = flavor;
  const sizes = [vcpus, ram, disk, ephemeral, swap];
  if (sizes.includes(undefined) || flavor.field("existing") === true) return undefined;
  const others = (["rxtx_factor", "is_public", "disabled", "access"] as const).map((field) => flavor.field(field));
  const values = [...others.flat(), ...definition.specs.map(({ value }) => value)];
  if (values.some((value) => value instanceof Unresolved || tooLong(value))) return undefined;
  if (definition.specs.some(({ key }) => tooLong(key))) return undefined;
  const [rxtx, , disabled, access] = others;
  const specs = [...flavor.specs].filter(([key]) => !isNameSpec(key)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const projects = Array.isArray(access) ? access.map(String).toSorted() : [];
  return JSON.stringify([sizes, Number(rxtx ?? 1), isPublic ?? null, disabled === true, projects, specs]);
}

/** `scs:name-v2` repeats the name: two names do not make two VMs. */
function isNameSpec(key: string): boolean {
  return key.startsWith("scs:name-v");
}

/** No project's id and no extra spec that Nova takes: its shape is not worth a megabyte. */
function tooLong(value: unknown): boolean {
  return typeof value === "string" && value.length > 255;
}
