// SPDX-License-Identifier: Apache-2.0
import type { FlavorSettings } from "../settings.ts";

type Needs = FlavorSettings["roles"][string];

/**
 * Least sizes that installers themselves ask for. Roles of the settings win.
 * Sources: kubeadm's preflight checks (2 CPUs, 1700 MB); OpenShift's table of minimum resources for OpenStack.
 */
export const knownRoles: Readonly<Record<string, Needs>> = {
  "kubeadm-control-plane": { vcpus: 2, ram: 1700 },
  "openshift-bootstrap": { vcpus: 4, ram: 16_384, disk: 100 },
  "openshift-control-plane": { vcpus: 4, ram: 16_384, disk: 100 },
  "openshift-compute": { vcpus: 2, ram: 8192, disk: 100 },
};

/** The role of a team's VM group with what it needs; undefined when it has none. */
export function roleOf(
  { roles, groupRoles }: FlavorSettings,
  team: string,
  group: string,
): { readonly name: string; readonly needs: Needs } | undefined {
  const own = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
    Object.hasOwn(table, key) ? table[key] : undefined;
  const name = own(groupRoles, `${team}/${group}`) ?? own(groupRoles, group) ?? group;
  const needs = Object.hasOwn(roles, name)
    ? roles[name]
    : Object.hasOwn(knownRoles, name)
      ? knownRoles[name]
      : undefined;
  return needs === undefined ? undefined : { name, needs };
}
