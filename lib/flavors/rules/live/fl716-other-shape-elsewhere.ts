// SPDX-License-Identifier: Apache-2.0
import type { CloudFacts, CloudFlavor } from "../../live/facts.ts";
import { notChecked } from "../../live/not-checked.ts";
import { cloudFlavor } from "../../live/samples.ts";
import type { LiveRule } from "../../rule.ts";

export const otherShapeElsewhere: LiveRule = {
  id: "FL716",
  name: "other-shape-elsewhere",
  scope: "live",
  severity: "error",
  what: "A flavor of one name has the same vCPUs, memory, disk, ephemeral disk and swap in every cloud and region that was asked.",
  why: "People of a federation write one name for all sites: where it means another size, jobs fail or fill hosts at one site only.",
  sources: ["de.NBI cloud: sites with one name for several sizes"],
  *check(flavors, cloud) {
    const { others = [] } = cloud;
    if (others.length === 0) return;
    if (cloud.flavors === undefined) {
      yield* notChecked(cloud, "flavors");
      return;
    }
    const defined = new Map(flavors.map((flavor) => [flavor.name, flavor]));
    // The first cloud that has the name is what the others are compared with.
    const first = new Map<string, { readonly there: CloudFlavor; readonly site: string }>();
    for (const other of others)
      for (const there of other.flavors ?? [])
        if (!first.has(there.name)) first.set(there.name, { there, site: siteOf(other) });
    for (const here of cloud.flavors) {
      const known = first.get(here.name);
      const differing = known && sizes.filter((field) => known.there[field] !== here[field]);
      if (!known || !differing || differing.length === 0) continue;
      const flavor = defined.get(here.name);
      yield {
        ...(flavor ? { flavor, at: flavor.here } : { subject: here.name }),
        message: `another size in ${siteOf(cloud)} than in ${known.site}`,
        seen: differing.map((field) => `${field} ${here[field]}`).join(", "),
        allowed: differing.map((field) => `${field} ${known.there[field]}`).join(", "),
        hint: "make it alike, or give one of them another name",
      };
    }
  },
  failing: [
    {
      title: "half the memory at the second site",
      flavors: [],
      cloud: { flavors: [cloudFlavor({ ram: 2048 })], others: [{ cloud: "site-a", flavors: [cloudFlavor()] }] },
    },
    {
      title: "a larger disk in another region",
      flavors: [{}],
      cloud: {
        region: "two",
        flavors: [cloudFlavor({ disk: 40 })],
        others: [{ cloud: "example", region: "one", flavors: [cloudFlavor()] }],
      },
    },
  ],
  passing: [
    {
      title: "alike, under another id",
      flavors: [],
      cloud: { flavors: [cloudFlavor({ id: "2" })], others: [{ cloud: "site-a", flavors: [cloudFlavor()] }] },
    },
    { title: "one cloud alone", flavors: [], cloud: { flavors: [cloudFlavor()] } },
  ],
};

const sizes = ["vcpus", "ram", "disk", "ephemeral", "swap"] as const;

function siteOf({ cloud, region }: CloudFacts): string {
  return region === undefined ? `cloud ${cloud}` : `cloud ${cloud}, region ${region}`;
}
