// SPDX-License-Identifier: Apache-2.0
import type { Fix } from "../../../lint/index.ts";
import type { Flavor } from "../../flavor.ts";
import type { UsageRule } from "../../rule.ts";
import { perPlace } from "../../usage/places.ts";

export const flavorReplaced: UsageRule = {
  id: "FL804",
  name: "flavor-replaced",
  scope: "usage",
  severity: "warning",
  what: "No VM group uses a flavor that has a replacement (settings.replacements) or is disabled.",
  why: "A flavor that goes away takes the next rebuild of the VM with it; of a disabled one users get no new VMs.",
  sources: ["wikimedia: map g3 to g4 of the cookbook migrate_server_to_ovs", "nova: OS-FLV-DISABLED:disabled"],
  fix: "safe",
  *check(usage, { settings: { replacements } }) {
    const named = new Map(usage.flavors.map((flavor) => [flavor.name, flavor]));
    yield* perPlace(usage, function* ({ group, flavor, at }) {
      const next = Object.hasOwn(replacements, group.flavor) ? replacements[group.flavor] : undefined;
      const disabled = flavor?.field("disabled") === true;
      if (next === undefined && !disabled) return;
      const spot = at("flavor");
      const replacement = next === undefined ? undefined : named.get(next);
      // The fix keeps the meaning only when the VM gets the same size.
      const same = flavor !== undefined && replacement !== undefined && sizeOf(flavor) === sizeOf(replacement);
      const fix: Fix | undefined =
        replacement && next !== undefined
          ? { title: `use ${next}`, safe: same, edits: [{ op: "set", path: spot.path, value: next }] }
          : undefined;
      yield {
        message: next === undefined ? "the flavor is disabled" : `the flavor is replaced by ${next}`,
        at: spot,
        seen: group.flavor,
        ...(next === undefined ? {} : { allowed: next }),
        hint:
          next === undefined
            ? "choose another flavor"
            : fix === undefined
              ? `${next} is not among the flavors yet: define it first`
              : same
                ? `use ${next}, it has the same size`
                : `use ${next}; it has another size: ${sizeOf(replacement as Flavor)}`,
        ...(fix === undefined ? {} : { fix }),
      };
    });
  },
  failing: [
    {
      title: "the old generation",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: g3.cores1.ram2.disk20, image: debian } } }`,
      flavors: [
        { name: "g3.cores1.ram2.disk20", vcpus: 1, ram: 2048, disk: 20 },
        { name: "g4.cores1.ram2.disk20", vcpus: 1, ram: 2048, disk: 20 },
      ],
      options: { settings: { replacements: { "g3.cores1.ram2.disk20": "g4.cores1.ram2.disk20" } } },
    },
    {
      title: "disabled",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{ disabled: true }],
    },
  ],
  passing: [
    {
      title: "the new generation",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m2.test, image: debian } } }`,
      flavors: [{ name: "m2.test" }],
      options: { settings: { replacements: { "m1.test": "m2.test" } } },
    },
    {
      title: "disabled, and nobody uses it",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m2.test, image: debian } } }`,
      flavors: [{ name: "m2.test" }, { name: "m1.test", disabled: true }],
    },
  ],
};

function sizeOf({ vcpus, ram, disk, ephemeral, swap }: Flavor): string {
  return `${vcpus ?? "?"} vCPU, ${ram ?? "?"} MiB, ${disk ?? "?"} GiB disk, ${ephemeral ?? "?"} GiB ephemeral, ${swap ?? "?"} MiB swap`;
}
