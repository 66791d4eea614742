// SPDX-License-Identifier: Apache-2.0
import { resourceName } from "../../../model/light.ts";
import type { Flavor } from "../../flavor.ts";
import type { CloudServer } from "../../live/facts.ts";
import type { UsageRule } from "../../rule.ts";
import { perPlace, type Use } from "../../usage/places.ts";
import type { Usage } from "../../usage/usage.ts";

export const resizeShrinks: UsageRule = {
  id: "FL813",
  name: "resize-shrinks",
  scope: "usage",
  severity: "error",
  what: "A VM that is there keeps at least its root and ephemeral disk when its group gets another flavor. Compared with the event as it was, or with the servers of the cloud that was asked.",
  why: "Nova resizes no disk down: the hypervisor refuses, and the server goes to ERROR after minutes.",
  sources: ["nova/virt/libvirt/driver.py: Unable to resize disk down"],
  *check(usage) {
    yield* perPlace(usage, function* (use) {
      const { group, flavor, at } = use;
      if (flavor === undefined) return;
      for (const { disk, ephemeral, what } of presentSizes(usage, use)) {
        const smaller = [
          { word: "root disk", has: flavor.disk, had: group.rootVolume === undefined ? disk : undefined },
          { word: "ephemeral disk", has: flavor.ephemeral, had: ephemeral },
        ].filter(({ has, had }) => has !== undefined && had !== undefined && has < had);
        // A root disk of 0 takes the image's size: nothing is known to shrink.
        for (const { word, has, had } of smaller) {
          if (word === "root disk" && has === 0) continue;
          yield {
            message: `the ${word} would shrink, which Nova refuses`,
            at: at("flavor"),
            seen: `${has} GiB`,
            allowed: `at least ${had} GiB, as ${what} has`,
            hint: "choose a flavor with as much disk, or make the VM anew",
          };
        }
      }
    });
  },
  failing: [
    {
      title: "from 80 GiB to 20",
      earlier: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.large, image: debian } } }`,
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{}, { name: "m1.large", disk: 80 }],
    },
    {
      title: "a server that runs has more ephemeral disk",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{}],
      cloud: {
        servers: [
          {
            id: "1",
            name: "demo-nris-web-0",
            flavor: { name: "m1.old", vcpus: 2, ram: 4096, disk: 20, ephemeral: 40, swap: 0 },
          },
        ],
      },
    },
  ],
  passing: [
    {
      title: "grows",
      earlier: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.large, image: debian } } }`,
      flavors: [{}, { name: "m1.large", disk: 80 }],
    },
    {
      title: "the root is a volume",
      earlier: `teams:
  nris:
    title: NRIS
    contact: ann@example.org
    vms: { web: { flavor: m1.large, image: debian, rootVolume: { sizeGiB: 80 } } }`,
      event: `teams:
  nris:
    title: NRIS
    contact: ann@example.org
    vms: { web: { flavor: m1.test, image: debian, rootVolume: { sizeGiB: 80 } } }`,
      flavors: [{}, { name: "m1.large", disk: 80 }],
    },
  ],
};

interface PresentSize {
  /** GiB; undefined when the root is a volume. */
  readonly disk?: number | undefined;
  readonly ephemeral?: number | undefined;
  readonly what: string;
}

/** What the group's VMs have now. */
function presentSizes({ earlier, flavors, cloud }: Usage, { team, group }: Use): PresentSize[] {
  const sizes: PresentSize[] = [];
  const before = earlier?.teams.find(({ id }) => id === team.id)?.vms.find(({ key }) => key === group.key);
  if (before !== undefined && before.flavor !== group.flavor) {
    const flavor: Flavor | undefined = flavors.find(({ name }) => name === before.flavor);
    sizes.push({
      disk: before.rootVolume === undefined ? flavor?.disk : undefined,
      ephemeral: flavor?.ephemeral,
      what: before.flavor,
    });
  }
  const prefix = resourceName(team.name, group.key);
  const mine = (cloud?.servers ?? []).filter(({ name }) => isNumbered(name, prefix));
  const [largest] = mine.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  if (largest)
    sizes.push({ disk: largest.flavor.disk, ephemeral: largest.flavor.ephemeral, what: `server ${largest.name}` });
  return sizes;
}

/** `<event>-<team>-<group>-0`. */
function isNumbered(name: string, prefix: string): boolean {
  return name.startsWith(`${prefix}-`) && /^[0-9]{1,3}$/.test(name.slice(prefix.length + 1));
}

function sizeOf({ flavor }: CloudServer): number {
  return flavor.disk + flavor.ephemeral;
}
