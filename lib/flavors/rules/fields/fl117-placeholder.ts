// SPDX-License-Identifier: Apache-2.0
import type { Problem, Spot } from "../../../lint/index.ts";
import type { FlavorField } from "../../definition.ts";
import type { FlavorRule } from "../../rule.ts";
import { isPlaceholder, placeholderIn, repeatsKey } from "./placeholder.ts";

/** Prose may speak of a TODO: it is a placeholder only as a whole. */
const prose: ReadonlySet<FlavorField> = new Set(["description"]);

export const placeholder: FlavorRule = {
  id: "FL117",
  name: "placeholder",
  scope: "flavor",
  severity: "error",
  what: "No value is a placeholder: <project>, $RAM, {{ ram }}, TODO, changeme, CPU-POLICY.",
  why: "Copied from documentation or a template and never filled in. Nova refuses it, or takes it as it is and no host ever matches.",
  sources: ["terraform-provider-openstack: the example of openstack_compute_flavor_v2"],
  *check(flavor) {
    const { fields, specs } = flavor.definition;
    for (const [field, { value }] of fields) {
      const whole = prose.has(field);
      for (const text of Array.isArray(value) ? value : [value])
        if (typeof text === "string")
          yield* say(text, whole && !isPlaceholder(text) ? undefined : placeholderIn(text), flavor.at(field));
    }
    for (const { key, value, path } of specs) {
      const at = { path, field: `extra_specs.${key}` };
      const inKey = placeholderIn(key);
      if (inKey !== undefined) yield* say(key, inKey, { ...at, key: true });
      else if (typeof value === "string") yield* say(value, repeatsKey(key, value) ? value : placeholderIn(value), at);
    }
  },
  failing: [
    {
      title: "the example of Terraform's documentation",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "CPU-POLICY", "hw:cpu_thread_policy": "CPU-THREAD-POLICY" } }],
    },
    { title: "angle brackets", flavors: [{ access: ["<project-id>"], public: false }] },
    { title: "a shell's variable", flavors: [{ name: "m1.$SIZE" }] },
    { title: "to be done", flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:disk": "TODO" } }] },
    { title: "to be changed", flavors: [{ id: "changeme" }] },
    { title: "in a key", flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:CHANGEME": "true" } }] },
  ],
  passing: [
    {
      title: "operators of Nova's filters",
      flavors: [
        {
          extraSpecs: {
            "capabilities:cpu_info:features": "<in> avx2",
            "aggregate_instance_extra_specs:disk": "<or> ssd <or> nvme",
            "capabilities:cpu_info:vendor": "<all-in> a b",
            "aggregate_instance_extra_specs:rack": "s<= m",
          },
        },
      ],
    },
    {
      title: "capitals that are values",
      flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:pool": "SSD-POOL" } }],
    },
    { title: "prose", flavors: [{ description: "Costs $5 a day. TODO of 2025: remove." }] },
    { title: "a trait", flavors: [{ extraSpecs: { "trait:CUSTOM_TODOLIST": "required" } }] },
  ],
};

function* say(value: string, found: string | undefined, at: Spot): Iterable<Problem> {
  if (found === undefined) return;
  yield {
    message: "a placeholder was not filled in",
    at,
    seen: found.slice(0, 80),
    ...(value.length <= 80 && value !== found ? { hint: `the whole is ${JSON.stringify(value)}` } : {}),
  };
}
