// SPDX-License-Identifier: Apache-2.0
import { Construct } from "constructs";
import { accessGroup, namespaceObjects, type NamespaceSize, resourceName } from "../model/light.ts";
import { kubeObject } from "./api.ts";
import type { TeamAccessProps } from "./objects/access.ts";
import type { TeamIsolationProps } from "./objects/isolation.ts";
import type { TeamNamespaceProps } from "./objects/namespace.ts";
import { dnsLabelFaults, guardRailMetadata, namespaceOf } from "./objects/owned.ts";
import type { ContainerLimits, QuotaLimits } from "./objects/quota.ts";
import { splitQuota } from "./objects/split-quota.ts";
import { TeamAccess } from "./team-access.ts";
import { TeamIsolation } from "./team-isolation.ts";
import { TeamNamespace } from "./team-namespace.ts";
import { TeamQuota } from "./team-quota.ts";

export interface TeamNamespacesProps extends TeamNamespaceProps {
  /** Further namespaces by name, `<event>-<team>-<name>`, and what each takes of the total. */
  readonly parts: Readonly<Record<string, QuotaLimits>>;
  /** What all namespaces together may use. @default - all of the size */
  readonly quota?: QuotaLimits | undefined;
  /** @default "small" */
  readonly size?: NamespaceSize | undefined;
  /** Of containers, in each namespace. @default - see ContainerLimits */
  readonly limits?: ContainerLimits | undefined;
  /** The same in each namespace. @default - only the groups named after the team */
  readonly access?: Pick<TeamAccessProps, "members" | "mentors" | "viewers" | "groups"> | undefined;
  /** The same in each namespace. @default - see TeamIsolation */
  readonly isolation?: Omit<TeamIsolationProps, "event" | "team" | "namespace" | "namespaces"> | undefined;
}

/**
 * Several namespaces of one team, of plain Kubernetes objects: a quota in each, whose sum is the team's; network open between them and
 * closed around; the same people with the same rights, and the main namespace's ServiceAccount with the team's rights in all. Only
 * organizers can make it: a team makes no namespaces.
 */
export class TeamNamespaces extends Construct {
  /** Names of the namespaces; the main one first. */
  readonly names: readonly string[];

  constructor(scope: Construct, id: string, props: TeamNamespacesProps) {
    super(scope, id);
    const { parts, quota = {}, size, limits, access = {}, isolation } = props;
    const main = namespaceOf(props);
    const keys = Object.keys(parts);
    this.names = [main, ...keys.map((key) => resourceName(main, key))];
    const split = splitQuota(quota, parts, size);
    this.node.addValidation({
      validate: () => [
        ...keys.flatMap((key) => dnsLabelFaults("namespace", key)),
        ...split.faults,
        ...twiceFaults(this.names),
      ],
    });
    this.names.forEach((namespace, index) => {
      const key = index === 0 ? "Main" : `Part-${keys[index - 1] ?? ""}`;
      const own = { event: props.event, team: props.team, namespace };
      const room = new Construct(this, key);
      const made = new TeamNamespace(room, "Namespace", { ...props, namespace });
      const limited = index === 0 ? split.main : split.parts[keys[index - 1] ?? ""];
      const inside: Construct[] = [
        new TeamQuota(room, "Quota", { ...own, size, quota: limited, limits }),
        new TeamIsolation(room, "Isolation", { ...isolation, ...own, namespaces: this.names }),
        new TeamAccess(room, "Access", {
          ...access,
          ...own,
          ...(index === 0 ? {} : { groups: withMain(main, access.groups) }),
        }),
      ];
      for (const each of inside) each.node.addDependency(made);
      if (index === 0) return;
      const metadata = { ...guardRailMetadata(own, `${namespaceObjects.teamRole}-main`) };
      const binding = kubeObject(room, "MainBinding", {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "RoleBinding",
        metadata,
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: namespaceObjects.teamRole },
        subjects: [{ kind: "ServiceAccount", name: namespaceObjects.serviceAccount, namespace: main }],
      });
      binding.node.addDependency(...inside);
    });
  }
}

/** The groups of the main namespace may the same in the others. */
function withMain(main: string, groups: TeamAccessProps["groups"] = {}): NonNullable<TeamAccessProps["groups"]> {
  const of = (who: "members" | "mentors" | "viewers"): string[] => [accessGroup(main, who), ...(groups[who] ?? [])];
  return { members: of("members"), mentors: of("mentors"), viewers: of("viewers") };
}

function twiceFaults(names: readonly string[]): string[] {
  return names
    .filter((name, index) => names.indexOf(name) !== index)
    .map((name) => `namespace "${name}" is made twice: give one of them another name`);
}
