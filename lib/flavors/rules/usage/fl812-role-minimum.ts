// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import type { UsageRule } from "../../rule.ts";
import type { FlavorSettings } from "../../settings.ts";
import type { Use } from "../../usage/places.ts";
import { perPlace } from "../../usage/places.ts";
import { roleOf } from "../../usage/roles.ts";

export const roleMinimum: UsageRule = {
  id: "FL812",
  name: "role-minimum",
  scope: "usage",
  severity: "error",
  what: "The flavor of a VM group with a role has the CPUs, memory and disk that the role needs. A group's role is settings.groupRoles, else its own name.",
  why: "An installer that checks stops at the first node; one that does not leaves a cluster that falls over under its own services.",
  sources: ["kubeadm preflight: 2 CPUs, 1700 MB", "openshift/installer#3953"],
  fix: "suggested",
  *check(usage, { settings }) {
    yield* perPlace(usage, function* (use) {
      const { group, flavor, at } = use;
      const role = roleOf(settings, use.team.id, group.key);
      if (role === undefined || flavor === undefined) return;
      const short = shortOf(use, flavor, role.needs);
      if (short.length === 0) return;
      const [better] = usage.flavors
        .filter((each) => each.name !== undefined && shortOf(use, each, role.needs).length === 0)
        .toSorted((a, b) => weightOf(a) - weightOf(b));
      const spot = at("flavor");
      yield {
        message: `too small for the role ${role.name}`,
        at: spot,
        seen: short.map(({ has }) => has).join(", "),
        allowed: `at least ${short.map(({ needs }) => needs).join(", ")}`,
        ...(better?.name === undefined
          ? {}
          : {
              hint: `the smallest that fits is ${JSON.stringify(better.name)}`,
              fix: {
                title: `use ${better.name}`,
                safe: false,
                edits: [{ op: "set", path: spot.path, value: better.name }],
              },
            }),
      };
    });
  },
  failing: [
    {
      title: "one core for kubeadm",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { control: { flavor: m1.test, image: debian } } }`,
      flavors: [{ vcpus: 1 }],
      options: { settings: { groupRoles: { control: "kubeadm-control-plane" } } },
    },
    {
      title: "a role of the house, by the group's name",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { database: { flavor: m1.test, image: debian } } }`,
      flavors: [{}, { name: "r1.large", ram: 16_384 }],
      options: { settings: { roles: { database: { ram: 8192 } } } },
    },
  ],
  passing: [
    {
      title: "exactly enough",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { control: { flavor: m1.test, image: debian } } }`,
      flavors: [{ vcpus: 2, ram: 2048 }],
      options: { settings: { groupRoles: { "nris/control": "kubeadm-control-plane" } } },
    },
    {
      title: "no role",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{ vcpus: 1, ram: 512 }],
    },
  ],
};

interface Short {
  readonly has: string;
  readonly needs: string;
}

function shortOf({ group }: Use, flavor: Flavor, needs: FlavorSettings["roles"][string]): Short[] {
  const disk = group.rootVolume?.sizeGiB ?? flavor.disk;
  return [
    { has: flavor.vcpus, needs: needs.vcpus, unit: " vCPU" },
    { has: flavor.ram, needs: needs.ram, unit: " MiB" },
    { has: disk, needs: needs.disk, unit: " GiB disk" },
  ].flatMap(({ has, needs: least, unit }) =>
    has === undefined || least === undefined || has >= least
      ? []
      : [{ has: `${has}${unit}`, needs: `${least}${unit}` }],
  );
}

/** Smaller flavors first: memory, then CPUs, then disk. */
function weightOf({ vcpus = Infinity, ram = Infinity, disk = Infinity }: Flavor): number {
  return ram * 1024 + vcpus * 512 + disk;
}
