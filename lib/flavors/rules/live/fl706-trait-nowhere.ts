// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from "../../../model/light.ts";
import type { Flavor } from "../../flavor.ts";
import { notChecked } from "../../live/not-checked.ts";
import type { PlacementGroup } from "../../live/placement-request.ts";
import { hypervisor } from "../../live/samples.ts";
import { askedFor, isServed, unmetOf } from "../../live/unmet.ts";
import type { LiveRule } from "../../rule.ts";
import type { Spot } from "../../../lint/index.ts";

export const traitNowhere: LiveRule = {
  id: "FL706",
  name: "trait-nowhere",
  scope: "live",
  severity: "error",
  what: "Placement knows the traits that a flavor asks for, and some host has all that are required and none that is forbidden.",
  why: "A trait that placement does not know is answered with 400, one that no host has with an empty list: both end as NoValidHost, and nobody is told which trait it was.",
  sources: ["placement/objects/trait.py", "nova/scheduler/utils.py, ResourceRequest"],
  *check(flavors, cloud, { release }) {
    let asks = false;
    for (const flavor of flavors) {
      const asked = askedFor(flavor, cloud, release);
      if (!asked) continue;
      asks ||= asked.request.groups.some(({ required, forbidden }) => required.size + forbidden.size > 0);
      if (isServed(asked)) continue;
      for (const unmet of unmetOf(asked, cloud)) {
        if (unmet.kind === "trait-unknown") {
          const [first = ""] = unmet.traits;
          yield {
            flavor,
            message: `placement of cloud ${cloud.cloud} has no trait ${unmet.traits.join(", ")}`,
            at: spotOf(flavor, unmet.group, first),
            seen: unmet.traits.join(", "),
            hint: didYouMean(first, cloud.traits ?? []) ?? "make the trait and give it to a provider, or drop it",
          };
        } else if (unmet.kind === "trait-nowhere") {
          const wanted = [...unmet.group.required, ...[...unmet.group.forbidden].map((trait) => `not ${trait}`)];
          yield {
            flavor,
            message: `no host of cloud ${cloud.cloud} has these traits`,
            at: spotOf(flavor, unmet.group, [...unmet.group.required, ...unmet.group.forbidden][0] ?? ""),
            seen: wanted.join(", "),
            hint: "give a host the trait: openstack resource provider trait set",
          };
        }
      }
    }
    if (asks) yield* notChecked(cloud, "traits", "providers");
  },
  failing: [
    {
      title: "a trait that placement does not know",
      flavors: [{ extraSpecs: { "trait:CUSTOM_GOLD": "required" } }],
      cloud: { traits: ["CUSTOM_SILVER"], providers: [hypervisor("a", {})] },
    },
    {
      title: "a trait that no host has",
      flavors: [{ extraSpecs: { "trait:HW_CPU_X86_AVX512F": "required" } }],
      cloud: { traits: ["HW_CPU_X86_AVX512F"], providers: [hypervisor("a", {}, ["HW_CPU_X86_AVX2"])] },
    },
    {
      title: "threads of one core, hosts without hyperthreading",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_thread_policy": "require" } }],
      cloud: { traits: ["HW_CPU_HYPERTHREADING"], providers: [hypervisor("a", { PCPU: 64 })] },
    },
  ],
  passing: [
    {
      title: "one host has them",
      flavors: [{ extraSpecs: { "trait:HW_CPU_X86_AVX2": "required", "trait:CUSTOM_OLD": "forbidden" } }],
      cloud: {
        traits: ["HW_CPU_X86_AVX2", "CUSTOM_OLD"],
        providers: [hypervisor("a", {}, ["HW_CPU_X86_AVX2", "CUSTOM_OLD"]), hypervisor("b", {}, ["HW_CPU_X86_AVX2"])],
      },
    },
    { title: "no trait asked for", flavors: [{}], cloud: { traits: [], providers: [hypervisor("a", {})] } },
  ],
};

/** The extra spec that names the trait; for one that Nova adds, the flavor. */
function spotOf(flavor: Flavor, { suffix }: PlacementGroup, trait: string): Spot {
  const key = `trait${suffix}:${trait}`;
  if (flavor.spec(key) !== undefined) return flavor.atSpec(key);
  return trait === "HW_CPU_HYPERTHREADING" ? flavor.atSpec("hw:cpu_thread_policy") : flavor.here;
}
